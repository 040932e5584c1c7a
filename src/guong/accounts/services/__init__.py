"""Writes about accounts: one file per matter. Rights are given elsewhere (`access`)."""

from guong.accounts.services.cards import (
    CARD_DAYS,
    create_account,
    issue_card,
    note_bad_card,
    note_sign_in,
    open_with_card,
    set_password,
)
from guong.accounts.services.factors import (
    add_key,
    add_phone,
    make_sheet,
    note_wrong_steps,
    remove_factor,
    use_code,
    use_key,
)
from guong.accounts.services.identities import link_identity, unlink_identity
from guong.accounts.services.notices import take_notices
from guong.accounts.services.office import close_account, reopen_account, reset_sign_in, revoke_card
from guong.accounts.services.sessions import (
    change_password,
    clear_sessions,
    end_all_sessions,
    end_sessions,
    move_session,
    open_session,
)

__all__ = [
    "CARD_DAYS",
    "add_key",
    "add_phone",
    "change_password",
    "clear_sessions",
    "close_account",
    "create_account",
    "end_all_sessions",
    "end_sessions",
    "issue_card",
    "link_identity",
    "make_sheet",
    "move_session",
    "note_bad_card",
    "note_sign_in",
    "note_wrong_steps",
    "open_session",
    "open_with_card",
    "remove_factor",
    "reopen_account",
    "reset_sign_in",
    "revoke_card",
    "set_password",
    "take_notices",
    "unlink_identity",
    "use_code",
    "use_key",
]
