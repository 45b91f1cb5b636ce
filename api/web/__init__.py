"""Pages for people: made on the server, with a strict policy for scripts and styles, in Chinese and English."""
