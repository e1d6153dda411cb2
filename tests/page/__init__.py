"""The chat page in a real Chromium, on the rehearsal server, with a small aiogram bot of its own."""
