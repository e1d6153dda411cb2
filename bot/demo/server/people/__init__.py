"""The people: what they may do in their chats, and the HTTP side the chat page uses."""
