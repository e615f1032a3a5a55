"""A FHIR R4 server: the summary as a DocumentReference, patient-asserted (US Core 9, writing notes)."""

from integrations.delivery.fhir.server import FhirServer

__all__ = ["FhirServer"]
