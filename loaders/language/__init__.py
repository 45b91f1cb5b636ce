"""Words, numbers, sentences, and the rules that patterns/*.yaml hold."""
