"""Which addresses do sign-in, the account and the administration have?

Of the sign-in library only what is used has an address: there is no sign-up and no table of e-mail addresses.
"""

from allauth.account import views as sign_in
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.urls import include, path, re_path

from livskraft.access.guards import personal, public
from livskraft.access.views import account, demo, staff_list, users

urlpatterns = [
    path("logga-in/", public(sign_in.login), name="account_login"),
    path("logga-in/steg-tva/", public(mfa.authenticate), name="mfa_authenticate"),
    path("logga-in/passnyckel/", public(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("logga-ut/", public(sign_in.logout), name="account_logout"),
    path("glomt-losenord/", public(sign_in.password_reset), name="account_reset_password"),
    path("glomt-losenord/skickat/", public(sign_in.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^nytt-losenord/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        public(sign_in.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "nytt-losenord/klart/",
        public(sign_in.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("las-upp/", account.unlock, name="unlock"),
    path("las-upp/vaken/", account.awake, name="awake"),
    path("uppdrag/byt/", account.switch_assignment, name="switch_assignment"),
    path("konto/", account.account, name="account"),
    # The library returns to these after a change; they are the same page.
    path("konto/", account.account, name="mfa_index"),
    path("konto/", account.account, name="mfa_list_webauthn"),
    path("konto/losenord/", personal(sign_in.password_change), name="account_change_password"),
    path("konto/losenord/valj/", personal(sign_in.password_set), name="account_set_password"),
    path("konto/bekrafta/", personal(sign_in.reauthenticate), name="account_reauthenticate"),
    path("konto/bekrafta/kod/", personal(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "konto/bekrafta/passnyckel/",
        personal(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("konto/app/", personal(totp.activate_totp), name="mfa_activate_totp"),
    path("konto/app/ta-bort/", personal(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("konto/passnyckel/", personal(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("konto/passnyckel/<int:passkey>/ta-bort/", account.remove_passkey, name="mfa_remove_webauthn"),
    path("konto/reservkoder/", personal(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "konto/reservkoder/nya/",
        personal(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("personal/", users.staff, name="staff"),
    path("personal/lista/", staff_list.staff_list, name="staff_list"),
    path("personal/lista/granska/", staff_list.review_staff_list, name="review_staff_list"),
    path("administration/", include("livskraft.access.administration_urls")),
]
if settings.LIVSKRAFT_DEMO:
    urlpatterns.append(path("demo/", demo.demo, name="demo"))
