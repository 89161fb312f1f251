"""The addresses of accounts: those of allauth's pages that a house needs, with templates of its own."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from .accounts import of_a_house
from .protection import with_scripts

urlpatterns = [
    path("login/", of_a_house(with_scripts(account.login)), name="account_login"),
    path("logout/", of_a_house(account.logout), name="account_logout"),
    path("inactive/", of_a_house(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", of_a_house(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", of_a_house(account.password_change), name="account_change_password"),
    path("password/reset/", of_a_house(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", of_a_house(account.password_reset_done), name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        of_a_house(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        of_a_house(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("second-factor/", of_a_house(mfa.index), name="mfa_index"),
    path("second-factor/enter/", of_a_house(with_scripts(mfa.authenticate)), name="mfa_authenticate"),
    path("second-factor/again/", of_a_house(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("second-factor/app/add/", of_a_house(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/app/remove/", of_a_house(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-factor/codes/", of_a_house(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", of_a_house(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("passkeys/", of_a_house(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("passkeys/add/", of_a_house(with_scripts(webauthn.add_webauthn)), name="mfa_add_webauthn"),
    path("passkeys/enter/", of_a_house(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path(
        "passkeys/again/",
        of_a_house(with_scripts(webauthn.reauthenticate_webauthn)),
        name="mfa_reauthenticate_webauthn",
    ),
    path("passkeys/<int:pk>/rename/", of_a_house(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", of_a_house(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
]
