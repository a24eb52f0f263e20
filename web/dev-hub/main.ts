import { DevHub } from './hub.ts';
import { asMd } from './rooms.ts';

const hub = new DevHub(asMd(), 'dist');
hub.rooms = [{ id: 's1', name: 'Sunday Band', kind: 'rehearsal', people: 7, admission: 'approval' }];
console.log(await hub.start(Number(process.env.PORT ?? 8080)));
