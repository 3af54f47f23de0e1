/// English auxiliaries, verbs and words of negation.
enum NegationWords {
    /// Auxiliaries and how they are negated.
    static let negated: [String: String] = [
        "is": "isn't", "are": "aren't", "was": "wasn't", "were": "weren't", "can": "can't", "could": "couldn't",
        "will": "won't", "would": "wouldn't", "should": "shouldn't", "does": "doesn't", "did": "didn't", "do": "don't",
        "has": "hasn't", "have": "haven't", "had": "hadn't", "must": "must not", "may": "may not", "might": "might not",
    ]

    /// Contractions without their negation.
    static let plain: [String: String] = [
        "isn't": "is", "aren't": "are", "wasn't": "was", "weren't": "were", "can't": "can", "cannot": "can",
        "couldn't": "could", "won't": "will", "wouldn't": "would", "shouldn't": "should", "doesn't": "does",
        "didn't": "did",
        "don't": "do", "hasn't": "has", "haven't": "have", "hadn't": "had", "mustn't": "must", "ain't": "is",
    ]

    /// Words that say the opposite.
    static let swapped: [String: String] = [
        "never": "always", "always": "never", "nothing": "everything", "everything": "nothing", "nobody": "everybody",
        "everybody": "nobody", "everyone": "no one", "nowhere": "everywhere", "everywhere": "nowhere", "none": "all",
        "without": "with", "neither": "both", "hardly": "really", "barely": "really",
    ]

    /// What a pronoun's verb is contracted to, and its negation.
    static let endings: [(ending: String, negated: String)] = [
        ("'s", "isn't"), ("'re", "aren't"), ("'ll", "won't"), ("'ve", "haven't"),
    ]

    static let subjects: Set<String> = [
        "i", "you", "he", "she", "it", "we", "they", "that", "this", "there", "who", "which",
    ]

    /// Base, third person and past of verbs that often carry a judgement.
    private static let verbs = [
        "like likes liked", "love loves loved", "hate hates hated", "enjoy enjoys enjoyed", "think thinks thought",
        "know knows knew", "want wants wanted", "need needs needed", "recommend recommends recommended", "see sees saw",
        "feel feels felt", "believe believes believed", "find finds found", "get gets got", "make makes made",
        "work works worked", "look looks looked", "seem seems seemed", "understand understands understood",
        "remember remembers remembered", "expect expects expected", "deserve deserves deserved",
        "watch watches watched",
        "care cares cared", "help helps helped", "agree agrees agreed", "succeed succeeds succeeded",
        "fail fails failed",
        "miss misses missed", "laugh laughs laughed", "go goes went", "come comes came", "give gives gave",
        "take takes took", "say says said", "show shows showed", "keep keeps kept", "trust trusts trusted",
        "support supports supported", "suggest suggests suggested", "buy buys bought", "use uses used",
        "wish wishes wished",
    ]

    /// Forms of verbs and how they are negated.
    static let supported: [String: String] = {
        var supported: [String: String] = [:]
        for verb in verbs {
            let forms = verb.split(separator: " ")
            for (form, auxiliary) in zip(forms, ["do", "does", "did"]) {
                supported[String(form)] = "\(auxiliary) not \(forms[0])"
            }
        }
        return supported
    }()

    static func hasNegation(_ key: String?) -> Bool {
        key.map(EnglishWords.isNegation) ?? false
    }

    /// Whether an auxiliary is as often a verb of its own.
    static func isMainVerbToo(_ key: String) -> Bool {
        ["do", "does", "did", "has", "have", "had"].contains(key)
    }

    static func isParticiple(_ key: String) -> Bool {
        ["been", "seen", "done", "made", "had", "got", "become", "gone"].contains(key)
            || key.count > 4 && (key.hasSuffix("ed") || key.hasSuffix("en"))
    }
}
