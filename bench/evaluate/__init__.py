"""How well texts are understood: `make evaluate` measures what a turn would read, on invented texts that nobody tuned on."""
