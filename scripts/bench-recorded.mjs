// A server in a process of its own that answers every request at once with what was recorded: what a client reaches
// against it is the client's own ceiling. Started by bench-endpoint.mjs, which sends the answers by target.
import { createServer } from 'node:http';

process.once('message', (recorded) => {
	const answers = new Map(recorded.map(([target, text]) => [target, Buffer.from(text)]));
	const server = createServer((request, response) => {
		request.resume().on('end', () => {
			const body = answers.get(request.headers['x-amz-target']);
			response.writeHead(200, {
				'content-type': 'application/x-amz-json-1.1',
				'content-length': body.length
			});
			response.end(body);
		});
	});
	server.listen(0, '127.0.0.1', () => process.send(server.address().port));
});
