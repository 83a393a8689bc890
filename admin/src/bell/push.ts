// Push messages of this browser: the service worker shows them (worker.js), the server sends them.
import { get, send } from '../api/client.ts';

async function worker(): Promise<ServiceWorkerRegistration | undefined> {
  return 'serviceWorker' in navigator && 'PushManager' in globalThis ? await navigator.serviceWorker.getRegistration() : undefined;
}

/** null: this browser cannot. */
export async function pushIsOn(): Promise<boolean | null> {
  const registration = await worker();
  return registration === undefined ? null : (await registration.pushManager.getSubscription()) !== null;
}

export async function startPush(): Promise<'on' | 'denied'> {
  const registration = await worker();
  if (registration === undefined || (await Notification.requestPermission()) !== 'granted') return 'denied';
  const { public_key: key } = await get<{ public_key: string }>('/push/key');
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = subscription.toJSON();
  await send('/push/subscriptions', { endpoint, keys });
  return 'on';
}

export async function stopPush(): Promise<'off'> {
  const subscription = await (await worker())?.pushManager.getSubscription();
  if (subscription === undefined || subscription === null) return 'off';
  await send('/push/subscriptions', { endpoint: subscription.endpoint }, { method: 'DELETE' });
  await subscription.unsubscribe();
  return 'off';
}
