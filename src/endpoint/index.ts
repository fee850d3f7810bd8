/** What the start scripts load: everything of the endpoint but the socket it listens on. */
export { banner } from './banner';
export { openEndpoint, type Endpoint } from './endpoint';
export { HELP, OptionsError, parseOptions } from './options';
export { SetUpError } from './set-up';
export { WorldFileError } from '$lib/world/world-file';
