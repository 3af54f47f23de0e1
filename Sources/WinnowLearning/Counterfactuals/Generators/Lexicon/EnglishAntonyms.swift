extension Lexicon {
    /// English words of judgement and amount with their opposites, written for this project.
    ///
    /// Opposites depend on what is spoken of, `cheap` is no blame for a ticket: a list like this makes drafts, not truths.
    public static let english = Lexicon(englishEntries)

    /// What `english` is made of, as a file would say it: a beginning for a lexicon of one's own.
    public static let englishTSV = """
        # What a thing is worth.
        good\tbad
        great\tterrible
        excellent\tawful
        best\tworst
        better\tworse
        wonderful\tdreadful
        fantastic\thorrible
        superb\tatrocious
        brilliant\tstupid
        amazing\tappalling
        outstanding\tabysmal
        perfect\tflawed
        fine\tpoor
        nice\tnasty
        lovely\tugly
        beautiful\thideous
        pleasant\tunpleasant
        enjoyable\ttedious
        delightful\tannoying
        charming\tirritating
        impressive\tunimpressive
        remarkable\tunremarkable
        memorable\tforgettable
        worthwhile\tpointless
        worthy\tunworthy
        valuable\tworthless
        superior\tinferior
        magnificent\tmediocre
        satisfying\tdisappointing
        satisfied\tdisappointed
        pleased\tdispleased
        # How it is made.
        competent\tincompetent
        convincing\tunconvincing
        believable\tunbelievable
        realistic\tunrealistic
        credible\tincredible\tforward
        plausible\timplausible
        original\tderivative
        fresh\tstale
        clever\tsilly
        intelligent\tidiotic
        smart\tdumb
        subtle\theavy-handed
        polished\tsloppy
        careful\tcareless
        professional\tamateurish
        coherent\tincoherent
        logical\tillogical
        consistent\tinconsistent
        precise\tvague
        accurate\tinaccurate
        correct\tincorrect
        true\tfalse
        clear\tunclear
        simple\tcomplicated
        easy\tdifficult
        effortless\tlaboured
        strong\tweak
        solid\tflimsy
        rich\tthin
        complete\tincomplete
        finished\tunfinished
        natural\tunnatural
        genuine\tfake
        honest\tdishonest
        sincere\tinsincere
        fair\tunfair
        # What it does to people.
        interesting\tboring
        interested\tbored
        exciting\tdull
        excited\tbored\tforward
        gripping\ttiresome
        engaging\tdreary
        fascinating\tmonotonous
        entertaining\ttedious\tforward
        funny\tunfunny
        hilarious\thumourless
        amusing\tunamusing
        moving\tunmoving
        touching\tcold\tforward
        inspiring\tuninspiring
        inspired\tuninspired
        refreshing\ttired\tforward
        surprising\tpredictable
        relaxing\tstressful
        comfortable\tuncomfortable
        comforting\tdisturbing
        happy\tsad
        happily\tsadly
        cheerful\tgloomy
        joy\tmisery
        joyful\tmiserable
        hopeful\thopeless
        optimistic\tpessimistic
        glad\tsorry
        proud\tashamed
        calm\tnervous
        safe\tdangerous
        friendly\tunfriendly
        polite\trude
        helpful\tunhelpful
        useful\tuseless
        patient\timpatient
        generous\tmean
        warm\tcold
        welcome\tunwelcome
        popular\tunpopular
        attractive\trepulsive
        # Verbs of liking and doing.
        love\thate
        loves\thates
        loved\thated
        loving\thating
        liked\tdisliked
        enjoy\tendure
        enjoys\tendures
        enjoyed\tendured
        admire\tdespise
        admired\tdespised
        praise\tcriticize
        praised\tcriticized
        recommend\tdiscourage
        recommended\tdiscouraged
        accept\treject
        accepted\trejected
        agree\tdisagree
        agreed\tdisagreed
        approve\tdisapprove
        approved\tdisapproved
        succeed\tfail
        succeeds\tfails
        succeeded\tfailed
        succeeding\tfailing
        improve\tworsen
        improved\tworsened
        impress\tdisappoint
        impressed\tdisappointed\tforward
        delight\tannoy
        delighted\tannoyed
        amuse\tbore
        amused\tbored\tforward
        fix\tbreak
        fixed\tbroken
        works\tfails\tforward
        worked\tfailed\tforward
        win\tlose
        wins\tloses
        won\tlost
        gain\tlose\tforward
        save\twaste
        saved\twasted
        saves\twastes
        help\thinder
        helped\thindered
        increase\tdecrease
        increased\tdecreased
        rise\tfall
        rises\tfalls
        rose\tfell
        remember\tforget
        remembered\tforgot
        trust\tdistrust
        trusted\tdistrusted
        encourage\tdiscourage\tforward
        allow\tforbid
        allowed\tforbidden
        buy\tavoid\tforward
        # Nouns.
        success\tfailure
        masterpiece\tdisaster
        triumph\tcatastrophe
        gem\tdud
        treat\tchore
        treasure\trubbish
        classic\tstinker\tforward
        strength\tweakness
        strengths\tweaknesses
        advantage\tdisadvantage
        advantages\tdisadvantages
        benefit\tdrawback
        benefits\tdrawbacks
        pleasure\tpain
        talent\tincompetence
        beauty\tugliness
        hero\tvillain
        winner\tloser
        friend\tenemy
        hit\tflop
        # How much and when.
        always\tnever
        everything\tnothing
        everyone\tnobody
        everybody\tnobody\tforward
        everywhere\tnowhere
        often\trarely
        frequently\tseldom
        higher\tlower
        highest\tlowest
        top\tbottom
        fast\tslow
        quick\tsluggish
        quickly\tslowly
        modern\toutdated
        expensive\tcheap
        # How it is said.
        i like\ti dislike
        we liked\twe disliked
        did not like\tdid like
        do not like\tdo like
        well made\tbadly made
        well done\tbadly done
        well acted\tbadly acted
        well written\tbadly written
        well worth\tnot worth\tforward
        fun\tdull\tforward
        boredom\tfun\tforward
        a lot of\thardly any\tforward
        at its best\tat its worst
        thumbs up\tthumbs down
        five stars\tone star
        pros\tcons
        luckily\tunluckily
        fortunately\tunfortunately
        thankfully\tregrettably
        definitely\thardly\tforward
        highly\tbarely
        perfectly\tpoorly
        beautifully\tbadly\tforward
        superbly\tdreadfully
        excellently\tabysmally
        nicely\tpoorly\tforward
        successfully\tunsuccessfully
        possible\timpossible
        likely\tunlikely
        necessary\tunnecessary
        important\tunimportant
        special\tordinary
        must-see\tmust-avoid
        worth watching\tnot worth watching
        highly recommended\tnot recommended\tforward
        can't wait to\twould hate to\tforward
        a must\ta waste of time\tforward
        """

    private static var englishEntries: [Entry] {
        var reader = LexiconReader()
        reader.read(englishTSV)
        return reader.entries
    }
}
