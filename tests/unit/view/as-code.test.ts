/** What a person copies does what was done: the shell, JavaScript and Python themselves read it back. */
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Json } from '$lib/domain/entry';
import type { OperationName } from '$lib/domain/operations';
import { asCode, type CodeOf, type Language } from '$lib/view/as-code';

const code = (language: Language, operation: OperationName, input: Record<string, Json>): string => {
	const of: CodeOf = {
		operation,
		input,
		region: 'eu-west-1',
		secret: (sha) => (sha === 'known' ? 'AQID' : undefined)
	};
	return asCode(language, of);
};
const ENCRYPT = {
	EncryptionContext: { "it's": 'a "quoted" \\ value\nof two lines', __proto: '$HOME `id`' },
	KeyId: 'alias/first',
	Plaintext: { $secret: { length: 3, sha256: 'known' } }
} satisfies Record<string, Json>;
const LOST = { ...ENCRYPT, Plaintext: { $secret: { length: 3, sha256: 'gone' } } };

describe('AWS CLI', () => {
	const words = (line: string): string[] =>
		execFileSync('sh', ['-c', `set -- ${line}\nprintf '%s\\0' "$@"`], { encoding: 'utf8' })
			.split('\0')
			.slice(0, -1);

	test('a shell reads the words that were meant', () => {
		expect(words(code('cli', 'Encrypt', ENCRYPT))).toEqual([
			'aws',
			'kms',
			'encrypt',
			'--encryption-context',
			JSON.stringify(ENCRYPT.EncryptionContext),
			'--key-id',
			'alias/first',
			'--plaintext',
			'AQID',
			'--region',
			'eu-west-1'
		]);
	});
	test('a secret that is no longer known is a file one has to bring', () => {
		expect(words(code('cli', 'Encrypt', LOST))).toContain('fileb://plaintext.bin');
	});
	test('booleans, lists and numbers are as the CLI takes them', () => {
		expect(
			words(code('cli', 'CreateKey', { MultiRegion: true, BypassPolicyLockoutSafetyCheck: false })).slice(
				3,
				5
			)
		).toEqual(['--multi-region', '--no-bypass-policy-lockout-safety-check']);
		expect(
			words(code('cli', 'CreateGrant', { Operations: ['Encrypt', 'Decrypt'], KeyId: 'k' })).slice(3, 6)
		).toEqual(['--operations', 'Encrypt', 'Decrypt']);
	});
});

describe('JavaScript', () => {
	/** Runs it with an SDK that sends nothing. */
	async function run(text: string): Promise<{ readonly client: unknown; readonly input: unknown }> {
		const body = text.replaceAll(/^import .*$/gm, '');
		// eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text is what a person would run
		const made = new Function(
			'KMSClient',
			'EncryptCommand',
			'ImportKeyMaterialCommand',
			'ListKeysCommand',
			'readFile',
			`return (async () => { ${body}\nreturn { client: client.options, input: answer }; })()`
		) as (...with_: unknown[]) => Promise<{ client: unknown; input: unknown }>;
		class Client {
			readonly options: unknown;
			constructor(options: unknown) {
				this.options = options;
			}
			send = (command: { input: unknown }): unknown => command.input;
		}
		class Command {
			readonly input: unknown;
			constructor(input: unknown) {
				this.input = input;
			}
		}
		return made(Client, Command, Command, Command, (name: string) => Promise.resolve(name));
	}

	test('gives the SDK what was given', async () => {
		const { client, input } = await run(code('js', 'Encrypt', ENCRYPT));
		expect(client).toEqual({ region: 'eu-west-1' });
		expect(input).toEqual({ ...ENCRYPT, Plaintext: Buffer.from([1, 2, 3]) });
	});
	test('times are dates, and what is lost is read from a file', async () => {
		const { input } = await run(code('js', 'ImportKeyMaterial', { KeyId: 'k', ValidTo: 1_800_000_000.5 }));
		expect(input).toEqual({ KeyId: 'k', ValidTo: new Date(1_800_000_000_500) });
		expect((await run(code('js', 'Encrypt', LOST))).input).toMatchObject({ Plaintext: 'plaintext.bin' });
		expect((await run(code('js', 'ListKeys', {}))).input).toEqual({});
	});
});

const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', '']).status === 0);
describe.skipIf(python === undefined)(python ? 'Python' : 'Python (skipped: not installed)', () => {
	test('gives boto3 what was given', () => {
		const stub = `
import json, sys, types
class Client:
    def encrypt(self, **given):
        given['Plaintext'] = list(given['Plaintext'])
        return given
sys.modules['boto3'] = types.SimpleNamespace(client=lambda name, **of: Client())
`;
		const said = execFileSync(
			python!,
			['-c', `${stub}${code('python', 'Encrypt', ENCRYPT)}\nprint(json.dumps(answer))`],
			{ encoding: 'utf8' }
		);
		expect(JSON.parse(said)).toEqual({ ...ENCRYPT, Plaintext: [1, 2, 3] });
	});
});
