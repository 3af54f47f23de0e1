extension GoldenVectors {
    /// sentence-transformers 6.2.0, torch 2.15.0+cu132, transformers 5.24.0, tokenizers 0.23.3; half precision.
    static let allMiniLM = GoldenVectors(
        weights: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        texts: [
            "Good morning!",
            "I have been charged twice for the same order; please refund one of the payments.",
            "Der Zug nach Köln fährt heute von Gleis sieben ab.",
            "今日はとても暑いです。",
            "🙂 🙃 🚀🚀🚀",
            "Annotators who disagree are not always wrong: sometimes the guidelines are silent about "
                + "the case at hand.",
        ],
        halves: """
            5qdmJ7MqRScEKpYmvAoaIs+RnKkcrhEsohnbKmClYCzTqOSu25jQLYyjcJwFLCQtqqutIfIsYipDKDuwmKxsMC2soZSzLAojR6T/rQEq
            DaUWLI0oZ6cTKEwpMipxHcMpZC5kLDSqx6iKpbCq4aGYKB8fA60jLYOk7KA6KLirKymQLqGo3KhIIx+t1yk1JMQlUihMqFQdECUiGSOl
            CjC1GzaqdaRrp5ImyKgBH4mjESdLJaap0KzcKTepypg9KJ8pgaoOowCt8S5ILUEpgaYaKOwk/akHqNoooq71rXcpMKeeJ5GkaStqLUGn
            Qi6fo1Ms7xpfqFUpVagGoRgikCsAgJ8uFyy7ITwu/6f9okknb6V1pQ+n9CheKHqsvypgrIctK61dK8wn9iQXqhooWClLLUIlxai4pfWu
            rR1OHSgloKdcJ9opQyV5HJqj1qC5rDoonhwiKAUloKgfrGCr/6lqJZEl2KrHpU4kLa20pCKtIqTrppsocCgjLI+nkyt9K+6vqK4urP6h
            3qc8LXen6SpDp7QpvSgVH+slFaaIJQEkI6N1LdMnRCuAq2Mo0iusKl+iw6W1onSojCTpKVEpA60AAFUu9x6wsDGQ+KQYnRYsXyXKr/ag
            BqO0rNYpDghDKTqkcC2XKB6diinPsGAgwachJcmqEiqcKZ4s8qj9qGKktCXHp9Wh3yevKaIkravmk8SnXyVuLAil4i7oITCr5Z+QKQap
            WigDqLuoVygqlbejT6r6KACupyyJKbev0yx/J+cpVitmpuqp6CFBJ3em6aaHqpQlpBoJJukbgyiHrjadSKMFqS4rJCx/pSykFa7DLkwi
            rx8dp62obSWCqoakhicAgCKnDyV4FPYslZvkqHWsY6gOqe2imCt5LQmtMiOYJyYlRSeXKZ6osapiqOwpQCehJWQujqSCrYErMig9KFYp
            5i7Sr8ekAaszpfcoYC0yJ/6rU6tJrvGiEK02qV2kW52xqvipYp1FoaOuBCf9Ja+cY6jfKyKnLqj4HjQplSZFKWosrKU7JFosshMNpDqq
            paecrqsjoiOmK/ynMSr0ngCvIannqw0kb6W+KZIoeKNIoOKPJy9HHFytwivcqyOv1CUCK7OoDp9yJUaksqPhrFKmKiOZJ58fgCiJqI4p
            nSd5GhsnVjBaLB+jO60wrv0rJqhvKm0iMC38I5ysjqqLpeipuyyApEMnRKU3Gj+uvB4WLkGo2SgBI2Gq3yq2pbEdsqyolQqsca55p9ap
            RCx4rp4gJ6WDKzUguCikKcIuaK1jomgnKyb5JKWn5iGKHZ4eOKJrKyksBKtqI7EoP5pEq7wluyBaLLwpSaK6MKOnHChBLOOuWaXbLOel
            PauwrA6tuy4AgISqZiyKIv2uKi6Yp6Mk/iporfMlNpzXn8wpRaXksdkStBokLQKkky5SHDGlzSG6oe+poKYXLMkkiitnHm4oACraKNUq
            nKrPKYAsW5xhpeuoMyWuJYmkR6y/GEmrlKDqIM0l0RzFrMMnUCR8KpWeGKxMKsmcbpzHpIwmWqE/rLOk2qm9rHyoQCaVqBcgVSaPKSww
            tqaam8ehPaqqqr+ZOKsfsGKsZCZ+KsuitS6BKV4l+qjeJUiYDiaMJCCoJC4AAHyk3SnwpfIkaheXoFeocSovCIgf4h+AJ72ca571MBMY
            GilXJXgrMKleIxoqci3fI0meMyh9LMujnqJaLJIrDKUZrUwszixQqgoYJ5oYH6Ep5SOII1Imtp/WKdismyJVrRmnhZ1Yrq2TNapOIi2s
            TyIuLxgof5sOqpAmpiktE8OigCpYKw8pA6afLkgpAaxpINckmp0JKGom+5/8I7uoqaEyL+ihByt1KJWsY6xGLZQlQqhZKYupNKkUKvkq
            Q6QAgD2pU6eqKggveSkgqaeoeCjBrA2t6qHcKacs/KTNK7Cp7KRMp+aqcyQBqnYpb5YmreCrvCksKTktnSn6rFiuVyb1FQasa66srx6q
            qiK7K3eoi6UFqX4gUin2LO+dvqUgrDAqOCV7rDgd4Cp8JIClzajWpOoiqqiHKTQqfq3/KYemiyYVMEaTq5QeqIgski7NLuEkxawvJBCw
            S63/qwCZaao5q0wYlyUPqYWqZSpMq/sZVqnNFYYhAK/8KEqsGR0ulvoszSOfLNGnCp4GrdSYVChoqz4kC6NvJD2omC3QLSspZa0MHdQn
            s62QLP6VCygWJSiitSOFmGWoWpGLKiqtDBsMrSkgoiwgoj2skiHhLDCwYhlGpq8e7iX1p9qmjSrZpfWr/6Q5nLIjaZ7ZqT8pVSltJIus
            Zia7nwitJ6f7qj8ppyiepXsvlCfhJMkwBCMdLg2t85yGJvgoRxcOJfyh4Kq2HR+scqL1rM0qSKCYkp2pWivfoW0rnCyQoSQu8isAAFis
            b61QrjyocJxeqn6mwqnbIlGJBqnxqFiq46oBKIQrXyawqp8sbae+qVgjtCrjKTcqPCplLPCduajlHhwsYSAdqyAs46ocK9CopSowp9ok
            cCvyoGsqn6wGMHQmC6zpJVAsH6wHpqOmP6xZJ2oqayiLp3skvKQOLIWpVC+6IRkpcSKRphQj0pnmpX2it6hDpscwGahcqZWhyqw9JVSm
            liq5q1qpZCT7qBQqEK3JneOkyqmaKtCmJSdupJwqZKEAgO0CRaW2IaWNFKeZK/ahzSwQr+Ap86LYmfioIJ5vri2gCSogqr+rKapWHDeo
            KSl9JcUkHaPqLk0qC65RnUkp2yyUIECoPyUTJlUtvDCaKSShEaIhKx2qHKQsLKopTKyQrHum/qyzISOpPyk3rtMp4SespPGq1hgFISor
            6JE3Kw4qmBebIYasYqRPKpMqMZpZoMMrGiQzrWqpXakwLEsnKqH8HiGiJKhlLycXkK9HLMwpPSh4pYioKC48JwmqvR4AgBSaE65CrPAk
            nS0Rpuas26TSphctB6waKzCwpCiNJDAmYql+oQ+kaKwrKRak4Riiqiymu6uaoPCml6jtrS+mdy4lFy8qZyZhpGAtZ58rqfcqiKk2JgWf
            QqlTKRCwg6pbK+IkkygTnAip7BufLKCbNZ50pw2r/ajDKc4k5J0DJgkmriMvMXArQ50nqk4rKi67jdCXrKi5KICvLahEongloa2uqsmj
            AKuYnHSniaeFnwAqLaumKyQbcB7HJgQQqaLXrE0m7qJzIBilFqaxq/YrlKg6ntmrkCkZpQAjTiZ5GYspAitQKdCs1J3IpVGrESrWLdIp
            iqb/HM2r7ainHdCd8yuwJW+kuia2KQWiG6kdqMce3ivZGZepf5C4pb2mlac9LUCmIaSAmqEpriWeomaqui3qI46lYKwKKv6rbyKxr8kk
            SKX4KJgWaSZxLGstZiBDKs2ZSqeBqRmrzal7HEmtNqfhnImsaS8iKokr2KO2oyuirqHmqQ6fx61OrQ8kFDAAAGqoZaZEJbilh6QBJFaq
            Mqb6pB+rn63brrEjTaoKrUkne6h7LRMv16esKRywVqXVnQ8pAa1xJbIfkqpSHtMtRKtQqiwowh7yn+gpbzDiGbMmzCgRqVeoKq0DMF6e
            IiDvpbEpHBz5FJGlr6JUGqstxR8cJiQknKKonHiaIq0+rmAqWKdyJ30nhKklJyQkI6pPpJAsXqMzroMgtCztnQIrry2PKd6kdaQPpqgq
            GivEopqiGyh8KLuoeKiEJEiofSIAgNssmijIrrantql2oBYlUzDulhgaVSxgqE0qZCDoqywmwhanpkGnWSx1IeqrJx7pmQkr/ijTnp+U
            Oyk6pCikQqm9qvMs+h98kNiivqmyIj0vHyuWKh4skaAcowAwR632rKgZbSTHHvmhByVjjJgraineJk0pRKv4KWuur6vRJlOom6KnrRqi
            XCxuK+klQi5zHaOtyKZ4rkCnBKx6L78pxywTmfgrOCEXq9SqzKVLqkwkp55BrNYisSrjoEChhaYAgCqjca4fKRool6fJoQKe+KR5Jpmb
            QS9PpAyuIinHGUwlX6voofgrJaxvMfatuiqsJHYd2yqsq/6ko6LjpVWn1CDUG+KqfKsGqNUnXSSKqrUk9CvFJZqsCpswKa8mzCSWKk6p
            s6l4qkIsCC6OqbyuAjApIwciQSzLKVKk6C53ri6l4yhNKWUsiSCpIjMeLS9sKd4f86lVLiitriyuocOqBK0dLCUfnqjsJResKSupKqkk
            5qv1KGirEifhKa2rIp5kn5alDq5tJsggFqe/oECpVidCqyGtfi2RrdIlvidDqH+feCpfpXSd16BTq40qlSmFJ/kmCqfnqEWus6COKfgp
            46eTpgakSSJcoUQrCychKLwBeid9qqyc+w4HMJopIyLWK9amvKOfpLwnL7ApJACusyYOKOYoV6gCHxuf/5xgsAInAijRrCWtJi9DJ7Ip
            ECwGqgaqE6iJIT0pCynknP2px689nlarRCiZK9YUYCmGrO4oGywBK+qndauhqi2uDR0AAKytxyNGoI6qV6qvLZ2lfR/8pAmnl6H1J6Kr
            W6x8p7OlIKkiKPUtUJYiooer3ZvzJmsVt62tJh6o3athHtamXxgXpLgltqkMpzcuFCgamrkoSCL3oFWwYK2IKW4ogJ7PqxenOZL+JPwo
            na3sLnAsjCCgLFGocKuyrBMf56ykowSsJa55JtgpDiR8IuKnE61+KQYksCwprS6peaklH4spUaoCKMqkDCfqrckrfyzcHGKuJKidqKGv
            EK1MLbolEa0AgPOaRCqvLVOtFBwNrY8nLy8EJpouPicKpWmqHCkdJnktcCkcK9kZcCnsmEuvXq4sJ2qlvSz0HQKjxKUpKC+kMiDxqA8n
            EqswqYypNR8bp/stLKIyl2Us8S21n0UpHah+IiijTKdfoRSnwJqUpugkWidQIUok1iW4JH2nYB4do1gr8ya1IOOmOKlDnPWgAy/pJGmu
            wJ4zrOQoOJ3dK+AhLCmZnuEm9Sg6pBWlW64sJQUpVZr2pAAvDSsomHasGh8AgLKkl6V/LCqnTSqsLG+r4ygcLwGhni6xHOwhdjAIKqsq
            yyX6LMIk0608LN6qYp6DoWuqXyv5rlkqIq1gHswZqaoelKSmk57aqmymeCigISUlGaQInU8tDB4lJhSnHi3/LQ2pR6kvpV0tFykPKuwr
            wCtMHxIrPiYOJFAnVaN4npig/qcdLUipjqMqKg0peiXLnRMcg6suGqcbNh43LFmgNjBjK4YmKKbxo0yjwSaKFB0TAaqyrEwcLav6o1+e
            e6qiLAqjSCcyGsAgtScxLWgdRaPXphwR0RAzlIodiKhYqawm5ai1KtKvyKxtplOkH6J2HuorEyn2HzMddSkhquesCSoSLy4loSglppCq
            HCdup1gqXi31LKCszSTdHb4rjC9Rq3CqDyzknzao6ytKqzMkSCHzorQoyyfIqeUuvyYun4sdDaibpx6s3ygqLNgqvaxboxEs8qYmrRSs
            pqoOJO+lqCaOKLOXgCBoqOwroi/YKnGp/qyHm8MoBSgrLPQi5a4AAJejhaSGmNgq9K3uoy+w65mEHvqobi+EqTgpv6QpmUslvKiQK2Cu
            tqj6J5EptiZVB7kQv5yaJimpvqDDJk6h864MMBQDJiwaK8cq7CezJh+qNaz1J7qkxKglKdkpHiD4qkIj95z0JMggLy/IHGUja6QEqUEk
            cSCcq0Wk7y21qDmpra1pLWatDaLWJVStcyfRLLYf7yxgrl+thKhJm9go1K6dGzmkuKKZKWqreq5UKhAsMiW1J6qhk6geooQpYKAAgBKt
            lKnwrCgtfR4unGiskZyfLeclnqlgrEOsSyW0pUGpD60roj6lribvJw0ZQa5vKA0jhCy9Ja6vMZyurTKjWKSjqo6ubiiqqe8o56oUIBIt
            LicPKsuwt6nbqHetPSZ5qUUnO6p0rqqsSCzgm36sv6itLMymhRlCKOOo8Y5QqhosUSvrqoerXi0uI4eiaijqIDWqmqm0LBsq3Sggqc6g
            S6hFKmqsbi3gLGeZ9Ss9KkepyRayKwUsa6LhJLAnMKQAgNGj+6AuKcgk4J0+JD4pYSQUqfYsKB04KJevO658JvckjChmGLKsHyhQKMMn
            CKvupOQnvCk7Ke4sjapQKrGmaizOqi2mCScwLNAnOinoJpok+q08Hq2oqaEfLt0rUKefo1Ktb6gaqiysayK3JNks+ypVJx0ssqcxqI0t
            ji5ULOUj
            """
    )
}
