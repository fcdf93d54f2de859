"""What does the environment say? Every setting that differs between installations, typed and checked once."""

import base64
import re
from dataclasses import dataclass
from pathlib import Path

from environs import Env, EnvError

ROOT = Path(__file__).resolve().parents[3]
DEVELOPMENT_SECRET = "utveckling-" + "0" * 40
DEVELOPMENT_KEY = base64.b64encode(b"livskraft utveckling, ej drift!!").decode()


NAMES = ("development", "production", "test")
GATEWAYS = ("", "console")
DATABASES = ("sqlite:", "postgres:", "postgresql:")
# It goes into a header that says who may show our block, so nothing but the name of a site may be in it.
SITE = re.compile(r"https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?")


class UnsafeEnvironment(Exception):
    """Livskraft was asked to start with a setting that cannot be understood or, in production, would leak or lie."""


@dataclass(frozen=True, slots=True)
class Environment:
    name: str
    debug: bool
    demo: bool
    var: Path
    secret_key: str
    encryption_key: str
    database_url: str
    allowed_hosts: list[str]
    base_url: str
    municipality: str
    municipality_code: str
    contact: str
    email_host: str
    email_port: int
    email_user: str
    email_password: str
    email_from: str
    digest: bool
    apply_at: str
    embedded_on: list[str]
    sms: str = ""

    @property
    def production(self) -> bool:
        return self.name == "production"

    @property
    def test(self) -> bool:
        return self.name == "test"


def read_environment() -> Environment:
    """What is set, filled outside production from `var/secrets.env` where it is not; raises UnsafeEnvironment."""
    try:
        environment = _read(Env())
    except EnvError as why:
        raise UnsafeEnvironment(f"Livskraft will not start: {why}") from why
    if not environment.database_url.startswith(DATABASES):
        raise UnsafeEnvironment("Livskraft will not start: DATABASE_URL must begin with postgres:// or sqlite:///.")
    if environment.apply_at and not environment.apply_at.startswith(("https://", "http://")):
        raise UnsafeEnvironment("Livskraft will not start: LIVSKRAFT_APPLY_AT must be the address of a page.")
    if strange := [site for site in environment.embedded_on if not SITE.fullmatch(site)]:
        raise UnsafeEnvironment(
            f"Livskraft will not start: LIVSKRAFT_EMBEDDED_ON holds {', '.join(strange)}; "
            "write https://www.example.se, with commas between."
        )
    if environment.sms not in GATEWAYS:
        raise UnsafeEnvironment("Livskraft will not start: LIVSKRAFT_SMS must be empty or console.")
    if environment.production:
        refuse_unsafe(environment)
    return environment


def _read(env: Env) -> Environment:
    var = Path(env.str("LIVSKRAFT_VAR", "") or ROOT / "var").resolve()
    name = env.str("LIVSKRAFT_ENV", "development")
    if name not in NAMES:
        # A misspelt "production" would otherwise start without any of its safety.
        raise UnsafeEnvironment(f"Livskraft will not start: LIVSKRAFT_ENV must be one of {', '.join(NAMES)}.")
    # Secrets that nobody has chosen, and so nobody keeps in a safe, are not for production.
    if name != "production" and (var / "secrets.env").is_file():
        env.read_env(str(var / "secrets.env"), recurse=False)
    demo = env.bool("LIVSKRAFT_DEMO", name == "development")
    return Environment(
        name=name,
        debug=env.bool("DEBUG", False),
        demo=demo,
        var=var,
        secret_key=env.str("SECRET_KEY", DEVELOPMENT_SECRET),
        encryption_key=env.str("LIVSKRAFT_ENCRYPTION_KEY", DEVELOPMENT_KEY),
        database_url=env.str("DATABASE_URL", "") or f"sqlite:///{var}/livskraft.sqlite3",
        allowed_hosts=env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "testserver"]),
        base_url=env.str("BASE_URL", "http://127.0.0.1:8000"),
        municipality=env.str("LIVSKRAFT_MUNICIPALITY", "Lindviks kommun"),
        # The demo municipality lies nowhere; as Jönköping it has something to throw away.
        municipality_code=env.str("LIVSKRAFT_MUNICIPALITY_CODE", "0680" if demo else ""),
        contact=env.str("LIVSKRAFT_CONTACT", ""),
        email_host=env.str("EMAIL_HOST", ""),
        email_port=env.int("EMAIL_PORT", 587),
        email_user=env.str("EMAIL_USER", ""),
        email_password=env.str("EMAIL_PASSWORD", ""),
        email_from=env.str("EMAIL_FROM", "livskraft@example.invalid"),
        digest=env.bool("LIVSKRAFT_DIGEST", True),
        apply_at=env.str("LIVSKRAFT_APPLY_AT", ""),
        embedded_on=env.list("LIVSKRAFT_EMBEDDED_ON", []),
        sms=env.str("LIVSKRAFT_SMS", "console" if name == "development" else ""),
    )


def refuse_unsafe(environment: Environment) -> None:
    """Raises UnsafeEnvironment naming everything that must be mended before production may start."""
    faults = []
    if environment.debug:
        faults.append("DEBUG must be off")
    if environment.demo:
        faults.append("LIVSKRAFT_DEMO must be off: demo sign-in lets anybody in")
    if environment.sms == "console":
        faults.append("LIVSKRAFT_SMS must not be console: messages to people would be printed in the log")
    if environment.secret_key == DEVELOPMENT_SECRET or len(environment.secret_key) < 50:
        faults.append("SECRET_KEY must be set, secret and at least 50 characters")
    if environment.encryption_key == DEVELOPMENT_KEY or not _is_key(environment.encryption_key):
        faults.append("LIVSKRAFT_ENCRYPTION_KEY must be set to 32 random bytes in base64")
    if not environment.base_url.startswith("https://"):
        faults.append("BASE_URL must be the https address of the installation")
    if set(environment.allowed_hosts) & {"*", "testserver"} or not environment.allowed_hosts:
        faults.append("ALLOWED_HOSTS must name the installation's own hosts")
    if faults:
        raise UnsafeEnvironment("Livskraft will not start in production:\n- " + "\n- ".join(faults))


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == 32
    except ValueError:
        return False
