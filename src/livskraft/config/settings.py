"""How is this installation set up? One settings file; what differs comes from the environment."""

from datetime import timedelta
from email.utils import parseaddr

import dj_database_url
from csp.constants import NONE, SELF

from livskraft.config import sqlite
from livskraft.config.environment import ROOT, read_environment

ENVIRONMENT = read_environment()
LIVSKRAFT_VAR = ENVIRONMENT.var
LIVSKRAFT_DEMO = ENVIRONMENT.demo
LIVSKRAFT_PRODUCTION = ENVIRONMENT.production
LIVSKRAFT_ENCRYPTION_KEY = ENVIRONMENT.encryption_key
LIVSKRAFT_MUNICIPALITY = ENVIRONMENT.municipality
LIVSKRAFT_MUNICIPALITY_CODE = ENVIRONMENT.municipality_code
LIVSKRAFT_CONTACT = ENVIRONMENT.contact
LIVSKRAFT_DIGEST = ENVIRONMENT.digest
LIVSKRAFT_APPLY_AT = ENVIRONMENT.apply_at
LIVSKRAFT_EMBEDDED_ON = ENVIRONMENT.embedded_on
LIVSKRAFT_SMS = ENVIRONMENT.sms
BASE_URL = ENVIRONMENT.base_url
LIVSKRAFT_VAR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
ROOT_URLCONF = "livskraft.config.urls"
WSGI_APPLICATION = "livskraft.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "lucide",
    "template_partials",
    "axes",
    "csp",
    "django_prometheus",
    "django_tasks",
    "django_tasks_db",
    "livskraft.kit",
    "livskraft.ui",
    "livskraft.files",
    "livskraft.documents",
    "livskraft.organisation",
    "livskraft.access",
    "livskraft.duties",
    "livskraft.indicators",
    "livskraft.people",
    "livskraft.questionnaires",
    "livskraft.modules.minigym",
    "livskraft.modules.incidents",
    "livskraft.modules.activities",
    "livskraft.modules.training",
    "livskraft.overview",
    "livskraft.config",
    # Last, so that our templates are found before the library's.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "livskraft.access.middleware.ActorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "livskraft.access.middleware.RefusalMiddleware",
    "livskraft.access.gates.GateMiddleware",
    "axes.middleware.AxesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "livskraft.ui.context.shell",
            ],
        },
    }
]

sqlite.use_fixed_sqlite()
DATABASES = {"default": dj_database_url.parse(ENVIRONMENT.database_url, conn_max_age=600, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = sqlite.OPTIONS
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
else:
    # A page asks much and gets little: what PostgreSQL takes to compile a question is never won back.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_day"
LOGOUT_REDIRECT_URL = "account_login"
LIVSKRAFT_PROXIES = 1 if ENVIRONMENT.production else 0
LIVSKRAFT_SECOND_STEP = True

ACCOUNT_ADAPTER = "livskraft.access.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "livskraft.access.forms.sign_in.SignInForm",
    "reauthenticate": "livskraft.access.forms.sign_in.ReauthenticateForm",
    "change_password": "livskraft.access.forms.sign_in.ChangePasswordForm",
    "set_password": "livskraft.access.forms.sign_in.SetPasswordForm",
    "reset_password": "livskraft.access.forms.sign_in.ResetPasswordForm",
    "reset_password_from_key": "livskraft.access.forms.sign_in.ResetPasswordKeyForm",
}
# A whole municipality may come from one address, so that limit is wide; django-axes counts per account and address.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "200/15m/ip,50/15m/key"}
MFA_ADAPTER = "livskraft.access.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.production
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "livskraft.access.forms.second_step.AuthenticateForm",
    "reauthenticate": "livskraft.access.forms.second_step.ReauthenticateForm",
    "activate_totp": "livskraft.access.forms.second_step.ActivateTOTPForm",
    "add_webauthn": "livskraft.access.forms.second_step.AddPasskeyForm",
    "generate_recovery_codes": "livskraft.access.forms.second_step.GenerateRecoveryCodesForm",
}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "livskraft.access.addresses.same_answer"
AXES_USERNAME_CALLABLE = "livskraft.access.addresses.login_name"
AXES_CLIENT_IP_CALLABLE = "livskraft.access.addresses.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["csrfmiddlewaretoken", "username", "login", "ip_address"]

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
LOCALE_PATHS = [ROOT / "src" / "livskraft" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "build" / "static"
STATICFILES_DIRS = [ROOT / "build" / "assets"] if (ROOT / "build" / "assets").is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": LIVSKRAFT_VAR / "cache",
    },
    "fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
# What a page says once can name a person: it stays on the server, not in a cookie of its own that anybody could read.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "livskraft.ui.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
if ENVIRONMENT.production:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^halsa$", r"^matvarden$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrftoken"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_FROM_EMAIL = ENVIRONMENT.email_from
SERVER_EMAIL = parseaddr(ENVIRONMENT.email_from)[1]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = LIVSKRAFT_VAR / "mail"
if ENVIRONMENT.email_host:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = ENVIRONMENT.email_host
    EMAIL_PORT = ENVIRONMENT.email_port
    EMAIL_HOST_USER = ENVIRONMENT.email_user
    EMAIL_HOST_PASSWORD = ENVIRONMENT.email_password
    EMAIL_USE_TLS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "livskraft.config.logs.OneLine"}
        if ENVIRONMENT.production
        else {"format": "{levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO" if not ENVIRONMENT.test else "WARNING"},
    "loggers": {"axes": {"level": "WARNING"}},
}

if ENVIRONMENT.test:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = True
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        # Tests roll back, so that the same number may mean another state; those of fragments bring their own.
        "fragments": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    }
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    # Tests of other rooms sign in anybody with a word; the tests of sign-in turn it on.
    LIVSKRAFT_SECOND_STEP = False
