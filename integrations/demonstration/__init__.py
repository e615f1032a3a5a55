"""A clinic, visits and patients to look at. Everything a patient or a coordinator does in it goes through webhooks and pages."""
