"""Members of chats in the Bot API's form."""

from bot.demo.server.wire import Json

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)


def member(user: Json, status: str, lacking: frozenset[str] = frozenset()) -> Json:
    """A ChatMember; `kicked` is for ever, an administrator has all rights but those `lacking`."""
    base: Json = {"status": status, "user": user}
    if status == "kicked":
        return {**base, "until_date": 0}
    if status == "creator":
        return {**base, "is_anonymous": False}
    if status == "administrator":
        rights = {right: right not in lacking for right in RIGHTS}
        return {**base, "can_be_edited": False, "is_anonymous": False, **rights}
    return base


def is_inside(status: str | None) -> bool:
    """Whether somebody of this status is in the chat."""
    return status in ("creator", "administrator", "member")
