// The group `endpoint` of `npm run bench`: calls a second by one @aws-sdk/client-kms client, one call after another and
// sixteen at once, over loopback to the endpoint in a process of its own and through the in-page handler. The client's
// own ceiling is what it reaches against a server that answers each call at once with an answer recorded before, in a process of its own, too.
// `--against URL` measures another endpoint in turn in the same run and prints the ratio.
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { KMS } from '@aws-sdk/client-kms';
import { rolldown } from 'rolldown';
import { loadEndpoint } from './bundle-endpoint.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const REGION = 'eu-west-1';
/** A small secret, as applications send it to Encrypt and Sign. */
const PLAINTEXT = Buffer.alloc(64, 7);
/** Milliseconds a measurement takes, after half of it to warm up. */
const SPAN = 1500;

const CALLS = {
	Encrypt: (kms, keys) => kms.encrypt({ KeyId: keys.symmetric, Plaintext: PLAINTEXT }),
	Decrypt: (kms, keys) => kms.decrypt({ KeyId: keys.symmetric, CiphertextBlob: keys.blob }),
	GenerateDataKey: (kms, keys) => kms.generateDataKey({ KeyId: keys.symmetric, KeySpec: 'AES_256' }),
	'Sign P-256': (kms, keys) =>
		kms.sign({ KeyId: keys.p256, Message: PLAINTEXT, SigningAlgorithm: 'ECDSA_SHA_256' }),
	'Sign RSA-2048': (kms, keys) =>
		kms.sign({ KeyId: keys.rsa, Message: PLAINTEXT, SigningAlgorithm: 'RSASSA_PSS_SHA_256' })
};

async function makeKeys(kms) {
	const make = async (input) => (await kms.createKey(input)).KeyMetadata.KeyId;
	const symmetric = await make({});
	return {
		symmetric,
		p256: await make({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
		rsa: await make({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }),
		blob: (await kms.encrypt({ KeyId: symmetric, Plaintext: PLAINTEXT })).CiphertextBlob
	};
}

/** Calls a second with `width` under way. */
async function rate(call, width) {
	const during = async (span) => {
		let count = 0;
		const start = performance.now();
		const lane = async () => {
			while (performance.now() - start < span) {
				await call();
				count += 1;
			}
		};
		await Promise.all(Array.from({ length: width }, lane));
		return (count * 1000) / (performance.now() - start);
	};
	await during(SPAN / 2);
	return during(SPAN);
}

async function startEndpoint() {
	await loadEndpoint();
	const child = spawn(process.execPath, [`${root}scripts/endpoint.mjs`, '--port', '0'], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	let text = '';
	await new Promise((resolve) =>
		child.stdout.on('data', (chunk) => {
			text += chunk;
			if (text.includes('Stop it with')) resolve();
		})
	);
	const endpoint = /http:\/\/127\.0\.0\.1:\d+/.exec(text)[0];
	const [, accessKeyId, secretAccessKey] = /AWS_ACCESS_KEY_ID=(\S+) AWS_SECRET_ACCESS_KEY=(\S+)/.exec(text);
	return {
		config: { endpoint, credentials: { accessKeyId, secretAccessKey } },
		close: () => child.kill('SIGINT')
	};
}

/** Answers every request with what the real endpoint answered to the same operation. */
async function startRecorded(answers) {
	const child = fork(fileURLToPath(new URL('./bench-recorded.mjs', import.meta.url)));
	child.send([...answers].map(([target, body]) => [target, body.toString()]));
	const port = await new Promise((resolve) => child.once('message', resolve));
	return { endpoint: `http://127.0.0.1:${port}`, close: () => child.kill() };
}

/** What was answered, byte for byte, by a client whose responses are kept. */
async function recordAnswers(config, keys) {
	const answers = new Map();
	const kms = new KMS({ ...config, region: REGION });
	kms.middlewareStack.add(
		(next) => async (args) => {
			const result = await next(args);
			const chunks = [];
			for await (const chunk of result.response.body) chunks.push(chunk);
			const body = Buffer.concat(chunks);
			answers.set(args.request.headers['x-amz-target'], body);
			return { ...result, response: Object.assign(result.response, { body: Uint8Array.from(body) }) };
		},
		{ step: 'deserialize', priority: 'low' }
	);
	for (const call of Object.values(CALLS)) await call(kms, keys);
	kms.destroy();
	return answers;
}

async function loadHandler() {
	const bundle = await rolldown({
		input: `${root}tests/bench/endpoint.ts`,
		resolve: { alias: { $lib: `${root}src/lib` } },
		platform: 'node',
		tsconfig: false,
		logLevel: 'silent'
	});
	const folder = mkdtempSync(join(tmpdir(), 'glass-kms-bench-'));
	try {
		const file = join(folder, 'handler.mjs');
		await bundle.write({ file, format: 'esm', codeSplitting: false });
		return (await import(pathToFileURL(file).href)).inPageHandler();
	} finally {
		await bundle.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** @param print as bench.mjs prints a figure; `against`: the URL of another endpoint. */
export async function benchEndpoint({ print, number, against }) {
	const ours = await startEndpoint();
	const client = (config) => new KMS({ region: REGION, ...config });
	const kms = client(ours.config);
	const keys = await makeKeys(kms);
	const recorded = await startRecorded(await recordAnswers(ours.config, keys));
	const ceiling = client({ ...ours.config, endpoint: recorded.endpoint });
	const page = client({ credentials: ours.config.credentials, requestHandler: await loadHandler() });
	const pageKeys = await makeKeys(page);
	const other =
		against && client({ endpoint: against, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
	const otherKeys = other && (await makeKeys(other));
	for (const [name, call] of Object.entries(CALLS))
		for (const width of [1, 16]) {
			const label = `${name}, ${width === 1 ? 'one after another' : `${width} at once`}`;
			// In turn, so that a slow moment of the machine meets all alike.
			const most = await rate(() => call(ceiling, keys), width);
			const wire = await rate(() => call(kms, keys), width);
			const inPage = await rate(() => call(page, pageKeys), width);
			const share = wire / most;
			const aimed = width === 1;
			print(
				`${label} (client's ceiling ${number(most)} /s)`,
				`${number(wire)} /s, ${number(share * 100)} %`,
				aimed ? '≥ 70 %' : '',
				aimed ? share >= 0.7 : undefined
			);
			print('  through the in-page handler', `${number(inPage)} /s`, '');
			if (!other) continue;
			const theirs = await rate(() => call(other, otherKeys), width).catch((error) => error.name);
			if (typeof theirs === 'string') print(`  ${against}`, theirs, '');
			else print(`  ${against}`, `${number(theirs)} /s`, `ours is ${number(wire / theirs, 2)} × that`);
		}
	for (const one of [kms, ceiling, page, other]) one?.destroy();
	recorded.close();
	ours.close();
}
