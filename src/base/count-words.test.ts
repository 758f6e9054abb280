import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countWords, plural } from './count-words.ts';

/** Units and capabilities as they are asked for: one, many. */
const WORDS = `battery batteries|set sets|team teams|battalion battalions|brigade brigades|company companies
  |platoon platoons|squadron squadrons|flight flights|wing wings|detachment detachments|crew crews|section sections
  |regiment regiments|ship ships|frigate frigates|corvette corvettes|minehunter minehunters|ferry ferries
  |aircraft aircraft|maritime patrol aircraft maritime patrol aircraft|helicopter helicopters|tanker tankers|UAV UAVs
  |radar radars|sonobuoy sonobuoys|launcher launchers|missile missiles|round rounds|vehicle vehicles|truck trucks
  |bus buses|bridge bridges|bed beds|field hospital field hospitals|hospital ship hospital ships|surgical team surgical teams
  |person people|man men|watchman watchmen|officer officers|medic medics|liaison officer liaison officers|diver divers
  |personnel personnel|staff staff|t t|kg kg|m³ m³|MW MW|l l|h h|litre litres|tonne tonnes|box boxes|dish dishes
  |company of engineers companies of engineers|set of masts sets of masts|batteries batteries|teams teams
  |air-defence battery air-defence batteries|base bases|pass passes|radio radios|body bodies|convoy convoys|AWACS AWACS
  |Passive radar Passive radars|Radar-Set Radar-Sets|Aircraft Aircraft|short-range air defence short-range air defence
  |jamming pod jamming pods|patrol boat patrol boats|cargo cargoes|MEDEVAC MEDEVACs`;

test('each unit has its plural, and what is a plural already, a symbol or a mass word stays', () => {
  for (const entry of WORDS.split('|')) {
    const words = entry.trim().replace(/\s+/g, ' ').split(' ');
    const one = words.slice(0, words.length / 2).join(' ');
    assert.equal(plural(one), words.slice(words.length / 2).join(' '), one);
  }
});

test('an amount reads as people say it', () => {
  const said: readonly (readonly [number, string, string, string])[] = [
    [1, 'battery', 'Short-range air defence', '1 battery of Short-range air defence'],
    [4, 'battery', 'Short-range air defence', '4 batteries of Short-range air defence'],
    [1, 'team', 'Electronic support team', '1 Electronic support team'],
    [2, 'team', 'Electronic support team', '2 Electronic support teams'],
    [6, 'battery', 'air-defence battery', '6 air-defence batteries'],
    [2, '', 'Maritime patrol aircraft', '2 Maritime patrol aircraft'],
    [3, '', 'Field hospital', '3 Field hospitals'],
    [2.5, 't', 'fuel', '2.5 t of fuel'],
    [0, 'set', 'Passive radar', '0 sets of Passive radar'],
    [1 / 3, 'company', '', '0.33 companies'],
    [2, 'm³ (net)', 'water', '2 m³ (net) of water'],
  ];
  for (const [quantity, unit, capability, words] of said)
    assert.equal(countWords(quantity, unit, capability), words);
});
