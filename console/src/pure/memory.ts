// A storage that forgets with the page: for browsers that forbid the real one, and for tests.

export function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

/** The browser's storage where it may be used. */
export function storage(kind: 'local' | 'session'): Storage {
  try {
    const found = kind === 'local' ? window.localStorage : window.sessionStorage;
    found.getItem('');
    return found;
  } catch {
    return kind === 'local' ? (fallbacks.local ??= memory()) : (fallbacks.session ??= memory());
  }
}

const fallbacks: { local?: Storage; session?: Storage } = {};
