import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '../config/config.ts';
import { HttpAddresses } from './http-addresses.ts';
import { HttpOut, type OutRequest } from './http-out.ts';

const open = new AbortController().signal;
const to = (url: string, more: Partial<OutRequest> = {}): OutRequest => ({
  url,
  method: 'GET',
  headers: {},
  body: undefined,
  key: 'run:step',
  ...more,
});

describe('a call of another system', () => {
  let server: Server;
  let port: number;
  let seen: { method?: string; url?: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const answers: { [path: string]: (response: ServerResponse) => void } = {
    '/json': (response) =>
      response.setHeader('content-type', 'application/json; charset=utf-8').end('{"a": [1, "\\u0000\\ud800"]}'),
    '/text': (response) =>
      response.setHeader('content-type', 'text/plain; charset=windows-1251').end(Buffer.from([0xcf])),
    '/broken': (response) => response.setHeader('content-type', 'application/json').end('{"a": '),
    '/deep': (response) => response.setHeader('content-type', 'application/json').end('['.repeat(50_000)),
    '/teapot': (response) => response.writeHead(418, { 'set-cookie': 'a=b', 'x-more': '1' }).end(),
    '/inside': (response) => response.writeHead(302, { location: `http://127.0.0.2:${port}/json` }).end(),
    '/metadata': (response) => response.writeHead(307, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
    '/file': (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    '/loop': (response) => response.writeHead(302, { location: '/loop' }).end(),
    '/see-other': (response) => response.writeHead(303, { location: '/json' }).end(),
    '/again': (response) => response.writeHead(308, { location: '/json' }).end(),
    '/elsewhere': (response) => response.writeHead(307, { location: `http://localhost:${port}/json` }).end(),
    '/slow': (response) => void response.write('a'),
    '/silent': () => undefined,
    '/huge': (response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 'a')));
      };
      response.on('drain', more);
      more();
    },
    '/cut': (response) => {
      response.writeHead(200, { 'content-length': '100' }).write('some');
      setTimeout(() => response.destroy(), 20);
    },
  };
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { method, url, headers } = request;
      seen.push({ method, url, headers, body });
      (answers[request.url ?? ''] ?? (() => response.writeHead(404).end()))(response);
    });
    await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    seen = [];
  });

  const outside = new HttpOut(readConfig({}));
  const allowed = new HttpOut(readConfig({ ETAPA_HTTP_ALLOW: '127.0.0.1' }));
  const here = (path: string) => `http://127.0.0.1:${port}${path}`;

  it('gives status, headers and body, JSON as such, fit to be kept', async () => {
    expect(await allowed.request(to(here('/json')), open)).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: { a: [1, '\uFFFD\uFFFD'] },
    });
    expect((await allowed.request(to(here('/text')), open)).body).toBe('П');
    expect((await allowed.request(to(here('/broken')), open)).body).toBe('{"a": ');
    expect((await allowed.request(to(here('/deep')), open)).body).toHaveLength(50_000);
    const teapot = await allowed.request(to(here('/teapot')), open);
    expect(teapot).toMatchObject({ status: 418, headers: { 'x-more': '1' }, body: null });
    expect(teapot.headers).not.toHaveProperty('set-cookie');
  });

  it('sends what it is given, with the key', async () => {
    const body = { name: 'Ü' };
    const headers = { 'X-Token': 'secret', Accept: 'text/plain' };
    await allowed.request(to(here('/json'), { method: 'post', body, headers }), open);
    await allowed.request(to(`http://user:p%40ss@127.0.0.1:${port}/json`, { method: 'PUT', body: 'plain' }), open);
    expect(seen).toMatchObject([
      {
        method: 'POST',
        headers: {
          'x-token': 'secret',
          accept: 'text/plain',
          'content-type': 'application/json',
          'idempotency-key': 'run:step',
        },
        body: '{"name":"Ü"}',
      },
      {
        method: 'PUT',
        headers: { authorization: `Basic ${btoa('user:p@ss')}`, 'content-type': 'text/plain; charset=utf-8' },
        body: 'plain',
      },
    ]);
  });

  it.each([
    'http://127.0.0.1:PORT/json',
    'http://127.1:PORT/json',
    'http://2130706433:PORT/json',
    'http://0x7f000001:PORT/json',
    'http://0.0.0.0:PORT/json',
    'http://[::1]:PORT/json',
    'http://[::ffff:127.0.0.1]:PORT/json',
    'http://localhost:PORT/json',
    'http://10.1.2.3/',
    'http://172.31.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[fe80::1]/',
    'http://[fd00:ec2::254]/',
    'http://[64:ff9b::a00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[ff02::1]/',
  ])('never reaches inside the network: %s', async (url) => {
    await expect(outside.request(to(url.replace('PORT', String(port))), open)).rejects.toThrow('ETAPA_HTTP_ALLOW');
    expect(seen).toEqual([]);
  });

  it('judges the address that it connects to, not the name', async () => {
    // The name is no private address; what it resolves to is.
    const named = new HttpOut(readConfig({ ETAPA_HTTP_ALLOW: 'localhost' }));
    expect((await named.request(to(`http://localhost:${port}/json`), open)).status).toBe(200);
    await expect(named.request(to(here('/json')), open)).rejects.toThrow('"127.0.0.1" is not on the public internet');
    await expect(outside.request(to(`http://localhost:${port}/json`), open)).rejects.toThrow('"localhost" is not');
    expect(seen).toHaveLength(1);
  });

  it('judges again after each redirect', async () => {
    await expect(allowed.request(to(here('/inside')), open)).rejects.toThrow('"127.0.0.2" is not');
    await expect(allowed.request(to(here('/metadata')), open)).rejects.toThrow('"169.254.169.254" is not');
    await expect(allowed.request(to(here('/file')), open)).rejects.toThrow('not file:');
    await expect(allowed.request(to(here('/loop')), open)).rejects.toThrow('more than 5 times');
    expect(seen.map(({ url }) => url)).toEqual(['/inside', '/metadata', '/file', ...Array(6).fill('/loop')]);
  });

  it('keeps method and body where a redirect asks for it, and secrets from other origins', async () => {
    const both = new HttpOut(readConfig({ ETAPA_HTTP_ALLOW: '127.0.0.0/8,localhost' }));
    const posted = { method: 'POST', body: { a: 1 }, headers: { Authorization: 'Bearer x', 'X-Api-Key': 'y' } };
    await both.request(to(here('/see-other'), posted), open);
    await both.request(to(here('/again'), posted), open);
    await both.request(to(here('/elsewhere'), posted), open);
    const arrived = seen.filter(({ url }) => url === '/json');
    expect(arrived).toMatchObject([
      { method: 'GET', body: '', headers: { authorization: 'Bearer x' } },
      { method: 'POST', body: '{"a":1}', headers: { 'x-api-key': 'y' } },
      { method: 'POST', body: '{"a":1}', headers: { 'idempotency-key': 'run:step' } },
    ]);
    expect(arrived[2]?.headers).not.toHaveProperty('authorization');
    expect(arrived[2]?.headers).not.toHaveProperty('x-api-key');
  });

  it('waits no longer than it may, whether nothing comes or not everything', async () => {
    const limits = { milliseconds: 200, bytes: 1000 };
    const started = performance.now();
    await expect(allowed.request(to(here('/silent')), open, limits)).rejects.toThrow('within 0.2 seconds');
    await expect(allowed.request(to(here('/slow')), open, limits)).rejects.toThrow('within 0.2 seconds');
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    const asked = allowed.request(to(here('/silent')), stop.signal);
    stop.abort(new Error('The process ends.'));
    await expect(asked).rejects.toThrow('The process ends.');
  });

  it('reads no more than it may', async () => {
    await expect(allowed.request(to(here('/huge')), open)).rejects.toThrow('longer than 1048576 bytes');
  });

  it('says what went wrong, in words', async () => {
    const fails = (request: OutRequest) => expect(allowed.request(request, open)).rejects;
    await fails(to('http://127.0.0.1:9/')).toThrow('"127.0.0.1" accepts no connections there.');
    await fails(to('http://nowhere.invalid/')).toThrow(
      /"nowhere\.invalid" (could|is not)|no host "nowhere\.invalid"|of "nowhere\.invalid"/,
    );
    await fails(to(here('/cut'))).toThrow('"127.0.0.1" closed the connection.');
    await fails(to('ftp://example.com/')).toThrow('http: and https:');
    await fails(to('not a url')).toThrow('not a URL');
    await fails(to(here('/json'), { method: 'TRACE' })).toThrow('no method');
    await fails(to(here('/json'), { headers: { Host: 'other' } })).toThrow('"Host" is not for a rule to set');
    await fails(to(here('/json'), { headers: { 'X-A': 'a\r\nX-B: b' } })).toThrow('does not allow');
  });

  it('lets the public internet be called', () => {
    const addresses = new HttpAddresses([]);
    for (const address of ['93.184.215.14', '8.8.8.8', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'])
      expect([address, addresses.allowsAddress(address)]).toEqual([address, true]);
  });

  it('is allowed into a network by its range', () => {
    const addresses = new HttpAddresses(['10.0.0.0/8', 'fd00::/8']);
    const asked = ['10.255.0.1', 'fd12::1', '11.0.0.1', '192.168.0.1', 'fe80::1'];
    expect(asked.map((each) => addresses.allowsAddress(each))).toEqual([true, true, true, false, false]);
  });
});
