// node demo/cal-com/main.ts [port]: the stand-in as a process of its own.
import { startCalComStandIn } from './stand-in.ts';

const standIn = await startCalComStandIn({ port: Number(process.argv[2] ?? 4390) });
console.log(`Cal.com stand-in on ${standIn.url}, key ${standIn.apiKey}, control under ${standIn.origin}/_control`);
