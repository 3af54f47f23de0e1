/// English words of one gender with those of the other.
enum GenderWords {
    private static let pairs = """
        he she
        he's she's
        he'd she'd
        he'll she'll
        himself herself
        man woman
        men women
        boy girl
        boys girls
        father mother
        fathers mothers
        dad mom
        dads moms
        daddy mommy
        son daughter
        sons daughters
        brother sister
        brothers sisters
        husband wife
        husbands wives
        uncle aunt
        uncles aunts
        nephew niece
        nephews nieces
        grandfather grandmother
        grandpa grandma
        grandson granddaughter
        stepfather stepmother
        stepson stepdaughter
        boyfriend girlfriend
        boyfriends girlfriends
        gentleman lady
        gentlemen ladies
        guy gal
        guys gals
        male female
        males females
        king queen
        kings queens
        prince princess
        princes princesses
        actor actress
        actors actresses
        hero heroine
        heroes heroines
        waiter waitress
        host hostess
        policeman policewoman
        businessman businesswoman
        salesman saleswoman
        landlord landlady
        groom bride
        widower widow
        monk nun
        wizard witch
        god goddess
        sir madam
        mr mrs
        """

    static let counterparts: [String: String] = {
        // Words that have one counterpart, but are not the only counterpart of it.
        var counterparts = ["him": "her", "hers": "his", "ms": "mr", "mum": "dad", "mums": "dads"]
        for pair in pairs.split(separator: "\n") {
            let words = pair.split(separator: " ").map(String.init)
            guard words.count == 2 else { continue }
            counterparts[words[0]] = words[1]
            counterparts[words[1]] = words[0]
        }
        return counterparts
    }()

    /// Words that can follow `her` where it means `him`, or `his` where it means `hers`.
    static let notNamed: Set<String> = [
        "a", "about", "after", "again", "ago", "all", "alone", "always", "an", "and", "are", "as", "at", "away", "back",
        "because", "before", "but", "by", "can", "could", "did", "do", "does", "down", "during", "every", "for", "from",
        "go",
        "had", "has", "have", "he", "here", "how", "i", "if", "in", "into", "is", "it", "just", "like", "make", "more",
        "much",
        "never", "no", "not", "now", "of", "off", "on", "once", "or", "out", "over", "really", "she", "since", "so",
        "some",
        "than", "that", "the", "then", "there", "these", "they", "this", "those", "though", "through", "to", "today",
        "too",
        "until", "up", "very", "was", "we", "were", "what", "when", "where", "which", "while", "who", "why", "will",
        "with",
        "without", "would", "yesterday", "yet", "you",
    ]
}
