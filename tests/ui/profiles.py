"""The programmes that the pictures show, and the file that they import."""

import datetime
import json
import shutil
import socket
import subprocess
import threading
import time

from window import find_program

# Two good rows, one that is there already when it is imported twice, and one that is left out.
PEOPLE = ('Name,E-mail,Job title,Colour\n'
          'Zélie Ambroise,zelie@pictures.example,Press officer,red\n'
          'Åsa Öberg,asa@pictures.example,Recruiter,blue\n'
          'Without an address,not-an-address,Nobody,green\n')


def run(*words, **options):
    result = subprocess.run(words, capture_output=True, text=True, timeout=600, **options)
    if result.returncode != 0:
        raise AssertionError(f'{" ".join(map(str, words))}: {result.stderr.strip()}')
    return result.stdout


class Profiles:
    """Each programme is made once, and copied for each picture: two windows never share one."""

    def __init__(self, folder, build):
        self.folder = folder
        self.ctl = find_program(build, 'ambassadectl')
        self.server = find_program(build, 'ambassade-server')
        self.lock = threading.Lock()
        self.servers = []
        self.addresses = {}  # of what serve() started

    def copy(self, name, target):
        with self.lock:
            path = self.folder / name
            if not path.exists():
                made = self.folder / f'{name}.making'
                made.mkdir(mode=0o700)
                getattr(self, 'make_' + name.split('-')[0])(made)
                made.rename(path)
            shutil.copytree(path, target)
            target.chmod(0o700)
            return target

    def make_nothing(self, path):
        pass

    def make_empty(self, path):
        run(self.ctl, '--profile', path, 'add', 'programme', 'name=Voices of Meridiem')

    def make_pool(self, path):
        """As a programme is after its first import."""
        self.make_empty(path)
        people = path / 'people.csv'
        people.write_text(PEOPLE)
        subprocess.run([self.ctl, '--profile', path, 'import', 'ambassador', people], check=False,
                       capture_output=True)  # its status tells of the row that is left out

    def make_sample(self, path):
        run(self.ctl, '--profile', path, 'sample')

    def make_views(self, path):
        """Own views: one of a newer program, and one whose name is long."""
        self.make_sample(path)
        add = (self.ctl, '--profile', path, 'add', 'named-view', 'entity=ambassador')
        run(*add, 'title=Blue aura', 'query={"where":[{"field":"aura","match":"in","values":["blue"]},'
            '{"field":"state","match":"in","values":["active","cloned"]}],"columns":[{"field":"display-name"},'
            '{"field":"country"},{"field":"aura"}]}')
        run(*add, 'title=French speakers of the north whom nobody has called since the summer',
            'query={"where":[{"field":"language","match":"in","values":["fr","pt-BR"]},{"field":"state","match":"in",'
            '"values":["active"]},{"field":"last-active-on","match":"to","values":["2026-11-01"]}],'
            '"sort":"last-active-on","columns":[{"field":"display-name"},{"field":"last-active-on"},'
            '{"field":"job-title"},{"field":"node-id"}]}')

    def make_full(self, path):
        run(self.ctl, '--profile', path, 'sample', '--people', path.stem.split('-')[1])

    # With a server.

    def serve(self, name):
        """A server of its own that goes on until stop(); its address, and the file of a token."""
        data, token = self.folder / f'{name}-server', self.folder / f'{name}-token'
        run(self.server, '--data', data, 'sample', '--people', '120')
        text = run(self.server, '--data', data, 'token', 'create', '--access', 'manager', '--name', 'Fatou Diop')
        token.write_text(text.strip().split('\n')[-1])
        with socket.socket() as probe:
            probe.bind(('127.0.0.1', 0))
            port = probe.getsockname()[1]
        self.servers.append(subprocess.Popen([self.server, '--data', data, '--listen', f'127.0.0.1:{port}'],
                                             stdout=subprocess.DEVNULL))
        time.sleep(2)
        self.addresses[name] = f'http://127.0.0.1:{port}'
        return self.addresses[name], token

    def connect(self, path, url, token):
        run(self.ctl, '--profile', path, 'connect', url, '--token-file', token)
        run(self.ctl, '--profile', path, 'sync')

    def stop_last(self):
        process = self.servers.pop()
        process.terminate()
        process.wait(30)

    def stop(self):
        while self.servers:
            self.stop_last()

    def first_person(self, path):
        listed = run(self.ctl, '--profile', path, '--json', 'list', 'ambassador', '--limit', '1')
        return json.loads(listed)['records'][0]['id']

    def make_ambassador(self, path):
        """Signed in as one of the sample's people, of whom something is asked, and who is on a track."""
        url, token = self.serve('ambassador')
        data, manager = self.folder / 'ambassador-server', self.folder / 'ambassador-manager'
        self.connect(manager, url, token)
        ctl = (self.ctl, '--profile', manager)
        tasks = json.loads(run(*ctl, '--json', 'list', 'task', '--where', 'standing=accepted'))['records']
        person = next(task['ambassador-id'] for task in tasks if task.get('ambassador-id'))
        run(*ctl, 'ask', '--title', 'Share how Pune saved a fifth of its water', '--kind', 'share', '--minutes', '10',
            '--due', json.loads(run(*ctl, '--json', 'show', 'task', tasks[0]['id']))['due-on'], '--leave-out', '', '--to',
            'person', person)
        due = datetime.date.today() + datetime.timedelta(days=20)
        run(*ctl, 'ask', '--title', 'Share my own case', '--kind', 'share', '--minutes', '15', '--due', str(due), '--leave-out',
            '', '--to', 'person', person)
        run(*ctl, 'add', 'enrolment', f'ambassador-id={person}', 'track-id=Spokesperson: S1 and S2', f'due={due}')
        run(*ctl, 'sync')
        text = run(self.server, '--data', data, 'token', 'create', '--access', 'ambassador', '--person', person, '--name', 'A')
        own = self.folder / 'ambassador-own-token'
        own.write_text(text.strip().split('\n')[-1])
        self.connect(path, url, own)

    def make_lead(self, path):
        """Signed in as whoever leads France: a part of the programme."""
        self.serve('lead')
        text = run(self.server, '--data', self.folder / 'lead-server', 'token', 'create', '--access', 'lead', '--node', 'FR',
                   '--name', 'Lea')
        own = self.folder / 'lead-own-token'
        own.write_text(text.strip().split('\n')[-1])
        self.connect(path, self.addresses['lead'], own)

    def make_offline(self, path):
        """Its server goes away after the first answer."""
        self.connect(path, *self.serve('offline'))
        self.stop_last()
        for value in ('Chemist', 'Welder', 'Painter'):
            run(self.ctl, '--profile', path, 'add', 'ambassador', f'display-name=New {value}')

    def make_conflict(self, path):
        """Two fields of one record, a text whose lines meet, a removal against an edit, and three that exist already."""
        address = self.serve('conflict')
        other = self.folder / 'other'
        for profile in (path, other):
            self.connect(profile, *address)
        ctl = (self.ctl, '--profile')
        person = self.first_person(path)
        run(*ctl, path, 'add', 'ambassador', 'display-name=Bea Castro', 'notes=Speaks at the spring fair.\nLikes short texts.')
        run(*ctl, path, 'add', 'ambassador', 'display-name=Cleo Dumas', 'job-title=Chemist')
        run(*ctl, path, 'sync')
        run(*ctl, other, 'sync')
        people = json.loads(run(*ctl, path, '--json', 'list', 'ambassador'))['records']
        text, gone = (next(one['id'] for one in people if one['display-name'] == name)
                      for name in ('Bea Castro', 'Cleo Dumas'))
        run(*ctl, other, 'set', 'ambassador', person, 'job-title=Head of Sales', 'employee-number=M17')
        run(*ctl, other, 'set', 'ambassador', text, 'notes=Speaks at the autumn fair.\nLikes short texts.')
        run(*ctl, other, 'set', 'ambassador', gone, 'job-title=Welder')
        for name in ('Dora Ek', 'Eli Frost', 'Finn Gray'):
            run(*ctl, other, 'add', 'ambassador', f'display-name={name}', f'email={name[:3]}@x.example')
        run(*ctl, other, 'sync')
        for name in ('Dora Ekh', 'Eli Frost', 'Finn Gray'):
            run(*ctl, path, 'add', 'ambassador', f'display-name={name}', f'email={name[:3]}@x.example', 'job-title=Painter')
        run(*ctl, path, 'remove', 'ambassador', gone)
        run(*ctl, path, 'set', 'ambassador', text, 'notes=Speaks at the summer fair.\nLikes short texts.')
        run(*ctl, path, 'set', 'ambassador', person, 'job-title=Head of Listening', 'employee-number=M18')
        subprocess.run([self.ctl, '--profile', path, 'sync'], capture_output=True, check=False)
