/** Why a test that native Node passes fails lowered: the first line that fits its path and its error. */
export function reasonOf(path, error) {
  const line = error.split('\n')[0]
  const found = REASONS.find(([paths, errors]) => paths.test(path) && errors.test(line))
  return found ? found[2] : 'unexplained'
}

const ANY = /./
const REASONS = [
  // Both targets
  [
    /array-elem-init-in\.js|await-BindingIdentifier-in-global/,
    ANY,
    "TypeScript's parser refuses the source: `in` inside a pattern of `for await`, `await` as a name before an operator.",
  ],
  [
    /ticks-with-.*constructor-lookup/,
    ANY,
    'An await goes through `Promise.prototype.then`, which looks up `constructor` once more for the species; PerformPromiseThen has no name in the language.',
  ],
  [
    /forbidden-ext\/|restricted-properties|static-precedence-order/,
    ANY,
    "A sloppy plain function has `caller` and `arguments` of its own, and V8's cannot be deleted.",
  ],
  [
    /instance-construct-throws|invoke-as-constructor|invoke-ctor|not-a-constructor|superclass-|heritage-async|class\/static\/generator-prototype/,
    ANY,
    'A plain function can be called with `new` and be extended; `[[Construct]]` cannot be taken from it.',
  ],
  [
    /instance-prototype-property|async-arrow-function\/prototype/,
    ANY,
    'A plain function has a `prototype`, which cannot be deleted.',
  ],
  [
    /proto-from-ctor-realm/,
    ANY,
    'The realm of another `new.target` has its own copy of these prototypes, which the runtime of this realm does not know.',
  ],
  [
    /Function\/instance-prototype\.js/,
    ANY,
    "Functions made from text are the engine's: their prototype objects inherit the engine's own generator prototype.",
  ],
  [
    /scope-lex-(async|generator)/,
    ANY,
    'In sloppy code a plain function in a `switch` is also a `var` outside (Annex B.3.3); one that suspends is not.',
  ],
  [
    /arguments-with-arguments/,
    ANY,
    'A lexical `arguments` of the body hides the one that a default of a parameter means.',
  ],
  [/async-disposal-from-sync-method/, ANY, 'The test asks for AsyncDisposableStack, which Node 20 lacks.'],
  [
    /computed-property-name-from-async-arrow/,
    ANY,
    'Two functions with the same text in the source have different texts once lowered, so as property keys they differ.',
  ],
  [
    /head-using-bound-names-fordecl-tdz|statements\/using\/(fn-name|.*initialization|syntax)/,
    ANY,
    'A `using` outside of suspending functions is lowered by TypeScript, which takes it for a `var` or `const` without a dead zone, and names classes after a temporary.',
  ],
  [/yield\/from-with/, ANY, 'Refused: a `with` that suspends inside.'],
  [
    /in-body-in-eval/,
    /direct-eval/,
    'Refused: a direct eval in sloppy code that suspends, where it could declare variables.',
  ],
  [
    /body-lex-distinct/,
    ANY,
    'Around a direct eval `let` becomes a variable of the call, which a `var` of the eval may share.',
  ],
  // ES5
  [
    /built-ins\/AsyncFunction\//,
    ANY,
    'Below ES2015 async functions are left unmarked: engines of that age cannot show the difference.',
  ],
  [
    /optional-chaining\/member-expression/,
    ANY,
    'Below ES2015 TypeScript keeps the function at the head of an optional chain in a variable, which names it.',
  ],
  [
    /fn-name-static-precedence/,
    ANY,
    'Below ES2015 TypeScript assigns a static member whose key is computed; `name` of a function is read-only.',
  ],
  [/class\/elements\//, /own property/, 'Below ES2015 TypeScript drops class fields that have no value.'],
  [
    /private-.*name\.js|private-methods\/prod-private/,
    ANY,
    'TypeScript makes private methods functions called `_C_method`, below ES2015.',
  ],
  [
    /fn-name-(arrow|cover|fn|class)\.js/,
    ANY,
    'Below ES2015 TypeScript takes patterns apart without naming anonymous functions in their defaults.',
  ],
  [/fn-name-gen|name-prop-symbol/, ANY, 'Below ES2015 TypeScript assigns computed keys, which names no function.'],
  [/put-const/, ANY, 'Below ES2015 TypeScript writes to a constant in a pattern without an error.'],
  [
    /new\.target|super-must-be-called|generator-invoke|eval-code|eval-var-scope|-in-eval|scope-(param|body|gen)|unscopables/,
    ANY,
    'Below ES2015 TypeScript moves defaults of parameters into the body, and has variables for `this`, `arguments` and `new.target` of arrow functions: a direct eval notices.',
  ],
  [
    /grammar-special-prototype|static-method-gen-non-config|fn-length-static/,
    ANY,
    'Below ES2015 a class is a function, whose `prototype` and `length` are not those of a class.',
  ],
  [/grammar-field-named/, ANY, 'TypeScript drops a field called `get` or `set` before a generator.'],
  [/computed-property-names|elements\//, ANY, 'Below ES2015 TypeScript assigns the members of a class.'],
  // Profile task
  [
    /request-queue-order|interleaved|await-(monkey-patched|non-promise)|ticks|return-undefined-implicit|abrupt-completion-get-constructor|create-resolving-functions/,
    ANY,
    'Order: profile `task` goes on at once where nothing has to be waited for (design, the await rule).',
  ],
  [
    /AsyncFunctionPrototype-is-not-callable|arrow-returns-promise/,
    ANY,
    'An async function of profile `task` returns a Task and stays an ordinary function.',
  ],
]
