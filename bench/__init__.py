"""What is measured. `make bench`: speed, beside what a user would pick instead. `make evaluate`: how well texts are understood."""
