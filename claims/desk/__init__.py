"""The desk: reading an article beside its text, and logging what it says claim by claim."""
