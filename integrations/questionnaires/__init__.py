"""Flows as FHIR R4 Questionnaires (SDC), out and in."""
