"""A crowd of made-up patients who talk to a flow before real ones do."""
