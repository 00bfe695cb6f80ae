"""The main job in the real window, on a server of its own: test-walk.py APP CTL SERVER"""

import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

import window

window.enter_session()


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def run(*words):
    result = subprocess.run(words, capture_output=True, text=True, timeout=120)
    if result.returncode != 0:
        raise AssertionError(f'{" ".join(words)}: {result.stderr.strip()}')
    return result.stdout.strip()


def start_server(program, data):
    port = free_port()
    process = subprocess.Popen([program, '--data', data, '--listen', f'127.0.0.1:{port}'],
                               stdout=subprocess.DEVNULL)
    for _ in range(200):
        try:
            socket.create_connection(('127.0.0.1', port), 0.5).close()
            return process, f'http://127.0.0.1:{port}'
        except OSError:
            time.sleep(0.05)
    raise AssertionError('the server does not listen')


def main():
    app, ctl, server = (os.path.abspath(path) for path in sys.argv[1:4])
    with tempfile.TemporaryDirectory(prefix='ambassade-walk-') as folder:
        folder = pathlib.Path(folder)
        pictures = os.environ.get('AMB_TEST_PICTURES', str(folder / 'pictures'))
        run(server, '--data', str(folder / 'server'), 'sample', '--people', '60')
        token = folder / 'token'
        token.write_text(run(server, '--data', str(folder / 'server'), 'token', 'create', '--access',
                             'manager', '--name', 'Walk').split('\n')[-1])
        process, url = start_server(server, str(folder / 'server'))
        try:
            for profile in ('profile', 'second'):
                run(ctl, '--profile', str(folder / profile), 'connect', url, '--token-file', str(token))
                run(ctl, '--profile', str(folder / profile), 'sync')
            walk = pathlib.Path(__file__).with_name('walk.py')
            return subprocess.run([sys.executable, str(walk), '--app', app, '--ctl', ctl, '--profile',
                                   str(folder / 'profile'), '--second-profile', str(folder / 'second'),
                                   '--server', url, '--pictures', pictures], check=False).returncode
        finally:
            process.terminate()
            process.wait(30)


if __name__ == '__main__':
    sys.exit(main())
