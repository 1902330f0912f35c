import type { FoundIdea } from "./ideas.ts";
import type { Words } from "./words.ts";

const PEOPLE =
  /^(?:users?|people|persons?|employees|colleagues|staff|seats|workers|agents|utilizadores|usuarios|pessoas|colaboradores|funcionarios|colegas|personas|empleados|companeros|trabajadores|mitarbeiter\p{L}*|beschaftigt\p{L}*|benutzer\p{L}*|nutzer\p{L}*|kolleg\p{L}*|leute\p{L}*|personen|arbeitsplatze\p{L}*|anwender\p{L}*|stores|shops|lojas|tiendas|filialen|standorte\p{L}*|sites|branches|students|pupils|teachers|technicians|drivers|nurses|alunos|alumnos|estudantes|estudiantes|professores|profesores|docentes|tecnicos|vendedores|operadores|operarios|schuler\p{L}*|studenten|studierende\p{L}*|lehrkraft\p{L}*|lehrer\p{L}*|monteur\p{L}*|techniker\p{L}*|fahrer\p{L}*|filiais|sucursales)$/u;

/** Numbers of people: `40 users`. */
export function peopleIn({ tokens, sentences }: Words): readonly FoundIdea[] {
  return tokens.flatMap((token, at) => {
    const count = /^\d{1,5}$/.test(token) ? Number(token) : 0;
    if (count < 3) return [];
    const next = [1, 2].find((n) => PEOPLE.test(tokens[at + n] ?? ""));
    if (next === undefined) return [];
    const words = tokens.slice(at, at + next + 1).join(" ");
    return [{ idea: count < 10 ? "some" : "many_people", words, at, sentence: sentences[at]! }];
  });
}
