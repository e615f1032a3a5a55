"""The flow lab: where a clinic changes what is asked."""
