"""Privacy: consent by purpose and version, one's own data as a file, deletion, and the purge after the forum.

What is kept, why, how long and who sees it stands in docs/privacy.md.
"""
