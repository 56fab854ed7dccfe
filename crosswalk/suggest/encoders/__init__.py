"""Text to vectors: one file an encoder, each importing its heavy library only when it is made."""
