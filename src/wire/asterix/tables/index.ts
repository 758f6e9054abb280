import { CAT001 } from './cat001.ts';
import { CAT002 } from './cat002.ts';
import { CAT004 } from './cat004.ts';
import { CAT007 } from './cat007.ts';
import { CAT008 } from './cat008.ts';
import { CAT009 } from './cat009.ts';
import { CAT010 } from './cat010.ts';
import { CAT011 } from './cat011.ts';
import { CAT015 } from './cat015.ts';
import { CAT016 } from './cat016.ts';
import { CAT017 } from './cat017.ts';
import { CAT018 } from './cat018.ts';
import { CAT019 } from './cat019.ts';
import { CAT020 } from './cat020.ts';
import { CAT021 } from './cat021.ts';
import { CAT023 } from './cat023.ts';
import { CAT025 } from './cat025.ts';
import { CAT032 } from './cat032.ts';
import { CAT034 } from './cat034.ts';
import { CAT048 } from './cat048.ts';
import { CAT062 } from './cat062.ts';
import { CAT063 } from './cat063.ts';
import { CAT065 } from './cat065.ts';
import { CAT150 } from './cat150.ts';
import { CAT205 } from './cat205.ts';
import { CAT240 } from './cat240.ts';
import { CAT247 } from './cat247.ts';

/** The built-in definitions in Tocsin's notation, by category. CAT129 has no public bit layout: load it as data. */
export const TABLES: ReadonlyMap<number, string> = new Map([
  [1, CAT001],
  [2, CAT002],
  [4, CAT004],
  [7, CAT007],
  [8, CAT008],
  [9, CAT009],
  [10, CAT010],
  [11, CAT011],
  [15, CAT015],
  [16, CAT016],
  [17, CAT017],
  [18, CAT018],
  [19, CAT019],
  [20, CAT020],
  [21, CAT021],
  [23, CAT023],
  [25, CAT025],
  [32, CAT032],
  [34, CAT034],
  [48, CAT048],
  [62, CAT062],
  [63, CAT063],
  [65, CAT065],
  [150, CAT150],
  [205, CAT205],
  [240, CAT240],
  [247, CAT247],
]);
