"""HL7 v2.5.1 over MLLP: the summary as a document (MDM) or as a result (ORU), for record systems that speak nothing newer."""

from integrations.delivery.hl7v2.engine import InterfaceEngine

__all__ = ["InterfaceEngine"]
