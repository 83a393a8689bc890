// A phone call as the voice platform carries it: every function call is a signed request whose transcript has grown
// by what was said before (reference: Retell, custom functions). How the request travels is the caller's business.
import { signBody } from '../../src/intake/retell/verify-signature.ts';
import type { Clock } from '../../src/platform/world.ts';
import type { Answer } from '../../src/intake/answer.ts';

export interface Line {
  readonly connection: string;
  /** The key with which the platform signs. */
  readonly key: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly post: (path: string, request: { readonly headers: Readonly<Record<string, string>>; readonly body: string }) => Promise<{ readonly status: number; readonly body: string }>;
}

export interface Dialled {
  readonly callId: string;
  readonly agentId: string;
  /** As the platform gives it: E.164, or „anonymous“. */
  readonly from: string;
  readonly to: string;
}

export interface PhoneCall {
  readonly callId: string;
  readonly from: string;
  readonly to: string;
  /** What the caller says. */
  caller(text: string): void;
  /** What the agent says of its own accord. */
  agent(text: string): void;
  /** The agent calls a function and says its answer. Rejects where the answer is no JSON. */
  invoke(name: string, args: Readonly<Record<string, unknown>>): Promise<Invoked>;
  /** The platform tells that the call was over at that instant, with all that was said. */
  tellEnd(at: number, reason: string): Promise<void>;
}

export interface Invoked {
  readonly status: number;
  readonly answer: Answer;
  readonly ms: number;
}

export function phoneCall(line: Line, dialled: Dialled): PhoneCall {
  const { callId, from, to, agentId } = dialled;
  const startedAt = line.clock.now();
  const transcript: Record<string, unknown>[] = [];
  let invocations = 0;
  const about = () => ({
    call_id: callId, call_type: 'phone_call', direction: 'inbound', agent_id: agentId, from_number: from, to_number: to, start_timestamp: startedAt,
    transcript: spoken(transcript), transcript_object: transcript.filter((entry) => 'content' in entry && !('tool_call_id' in entry)), transcript_with_tool_calls: transcript,
  });
  const post = async (what: 'functions' | 'webhook', content: object) => {
    const body = JSON.stringify(content);
    return await line.post(`/hooks/retell/${line.connection}/${what}`, {
      headers: { 'content-type': 'application/json', 'x-retell-signature': signBody(Buffer.from(body), line.key, line.clock.now()) },
      body,
    });
  };
  return {
    callId, from, to,
    caller: (text) => void transcript.push({ role: 'user', content: text }),
    agent: (text) => void transcript.push({ role: 'agent', content: text }),
    async invoke(name, args) {
      const toolCallId = `tool_${callId}_${++invocations}`;
      transcript.push({ role: 'tool_call_invocation', tool_call_id: toolCallId, name, arguments: JSON.stringify(args) });
      const beganAt = performance.now();
      const reply = await post('functions', { name, args, call: { ...about(), call_status: 'ongoing' } });
      const ms = performance.now() - beganAt;
      const answer = answerOf(reply);
      transcript.push({ role: 'tool_call_result', tool_call_id: toolCallId, content: reply.body, successful: reply.status === 200 }, { role: 'agent', content: answer.message });
      return { status: reply.status, answer, ms };
    },
    async tellEnd(at, reason) {
      const { status } = await post('webhook', { event: 'call_ended', call: { ...about(), call_status: 'ended', end_timestamp: at, duration_ms: at - startedAt, disconnection_reason: reason } });
      if (status !== 204) throw new Error(`the server answered ${status} to the end of ${callId}`);
    },
  };
}

function answerOf(reply: { readonly status: number; readonly body: string }): Answer {
  try {
    return JSON.parse(reply.body) as Answer;
  } catch (cause) {
    throw new Error(`the server answered ${reply.status} with something that is no JSON: ${reply.body.slice(0, 200)}`, { cause });
  }
}

function spoken(transcript: readonly Record<string, unknown>[]): string {
  return transcript.flatMap(({ role, content }) => (role === 'user' ? [`User: ${String(content)}`] : role === 'agent' ? [`Agent: ${String(content)}`] : [])).join('\n');
}
