import { setTimeout as sleep } from 'node:timers/promises';
import { mayBegin } from '../store/giving-way.ts';
import { BackgroundTurns } from './background-turns.ts';
import { PeopleAtWork } from './people-at-work.ts';

describe('turns of background work', () => {
  it('begins at once when nobody waits for an answer', async () => {
    const turns = new BackgroundTurns(new PeopleAtWork());
    let began = false;
    const work = turns.take(async () => {
      began = true;
    });
    await Promise.resolve().then(() => undefined);
    await work;
    expect(began).toBe(true);
  });

  it('begins when the last of those who wait has an answer', async () => {
    const people = new PeopleAtWork();
    const order: string[] = [];
    const [first, second] = [people.began(), people.began()];
    const work = new BackgroundTurns(people).take(async () => {
      order.push('work');
    });
    first();
    first();
    await sleep(10);
    order.push('answer');
    second();
    await work;
    expect(order).toEqual(['answer', 'work']);
  });

  it('goes on under a crowd that never leaves a gap', async () => {
    const people = new PeopleAtWork();
    const crowd = setInterval(() => people.began(), 20);
    people.began();
    const turns = new BackgroundTurns(people);
    const done = await Promise.all([1, 2, 3, 4].map((each) => turns.take(async () => each)));
    clearInterval(crowd);
    expect(done).toEqual([1, 2, 3, 4]);
  });

  it('does not wait for an answer that takes long', async () => {
    const people = new PeopleAtWork();
    people.began();
    await sleep(300);
    let began = false;
    void new BackgroundTurns(people).take(async () => {
      began = true;
    });
    await sleep(10);
    expect(began).toBe(true);
  });

  it('has two batches in hand at once, and one while people are at work', async () => {
    const people = new PeopleAtWork();
    const turns = new BackgroundTurns(people);
    const mostAtOnce = async () => {
      let [now, most] = [0, 0];
      const batch = async () => {
        most = Math.max(most, ++now);
        await sleep(5);
        now--;
      };
      await Promise.all([1, 2, 3, 4, 5].map(() => turns.take(batch)));
      return most;
    };
    expect(await mostAtOnce()).toBe(2);
    people.began()();
    expect(await mostAtOnce()).toBe(1);
  });

  it('holds each statement back while somebody waits, a batch for a tenth of a second in all', async () => {
    const people = new PeopleAtWork();
    const order: string[] = [];
    const work = new BackgroundTurns(people).take(async () => {
      await mayBegin();
      order.push('first statement');
      const answered = people.began();
      setTimeout(() => {
        order.push('answer');
        answered();
      }, 20);
      await mayBegin();
      order.push('second statement');
      people.began();
      const began = performance.now();
      for (let at = 0; at < 5; at++) await mayBegin();
      order.push(performance.now() - began < 200 ? 'the rest' : 'too late');
    });
    await work;
    expect(order).toEqual(['first statement', 'answer', 'second statement', 'the rest']);
    expect(mayBegin()).toBeUndefined();
  });
});
