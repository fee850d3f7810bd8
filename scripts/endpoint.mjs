#!/usr/bin/env node
// `npm run endpoint -- --port N`: the wire endpoint alone, without the site, for the test suites of other projects.
// The options are those of `npm start`, printed by --help.
import { openOrExit, run } from './run-endpoint.mjs';

const { module, options, endpoint } = await openOrExit(process.argv.slice(2));
await run({ module, options, endpoint, site: false });
