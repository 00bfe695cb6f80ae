// Ports of this machine.
import net from 'node:net';

export function findPort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

// Waits until somebody listens on @port, and fails when @child ends before.
export async function listens(port, child) {
  for (let i = 0; i < 1200; i++) {
    const open = await new Promise((resolve) => {
      const socket = net.connect(port, '127.0.0.1');
      socket.once('connect', () => { socket.destroy(); resolve(true); });
      socket.once('error', () => resolve(false));
    });
    if (open)
      return;
    if (child.exitCode !== null)
      throw new Error(`The server ended with status ${child.exitCode} before it listened.`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error('The server did not listen within a minute.');
}
