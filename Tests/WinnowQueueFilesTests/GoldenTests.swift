import Testing
import WinnowQueueFiles

struct GoldenTests {
    static let file = """
        version: 2
        title: 5
        task: clasification
        item: {text: "{{subject", meta: received}
        labels:
          - {name: billing, key: u}
          - yes
          - billing
        query: {id: margni.v1, explore: 2}
        assignment:
          lease: 10
          overlaps: 2
        features:
        - {id: tfidf.v1, words: [2, 1], dimensions: 1000}
        sed: 7

        """

    static let expected = """
        q.yaml:1:10: error: `version` must be 1, not `2`
        version: 2
                 ^
        q.yaml:2:8: error: `title`: YAML reads 5 as a number; put it in quotes: `"5"`
        title: 5
               ^
        q.yaml:3:7: error: unknown value `clasification` of `task`; did you mean `classification`?
        task: clasification
              ^^^^^^^^^^^^^
        q.yaml:4:14: error: `item.text` cannot be read: a {{ has no }}
        item: {text: "{{subject", meta: received}
                     ^^^^^^^^^^^
        q.yaml:4:33: error: `item.meta` must be a list of 0 to 100 texts, not `received`
        item: {text: "{{subject", meta: received}
                                        ^^^^^^^^
        q.yaml:6:26: error: `labels[1].key` is `u`, which the form uses itself \
        (u undo, g guidelines, w why, c counterfactual, q quit, . unsure, ! flag, - not, / find, ? keys); choose another key
          - {name: billing, key: u}
                                 ^
        q.yaml:7:5: error: `labels[2]`: YAML reads yes as true or false; put it in quotes: `"yes"`
          - yes
            ^^^
        q.yaml:8:5: error: the label `billing` is there already, on line 6; delete it or give it another name
          - billing
            ^^^^^^^
        q.yaml:9:13: error: unknown value `margni.v1` of `query.id`; did you mean `margin.v1`?
        query: {id: margni.v1, explore: 2}
                    ^^^^^^^^^
        q.yaml:9:33: error: `query.explore` must be a number from 0 to 1, not `2`
        query: {id: margni.v1, explore: 2}
                                        ^
        q.yaml:11:10: error: `assignment.lease` needs a unit (ms, s, m, h, d): `10s` or `10m`
          lease: 10
                 ^^
        q.yaml:12:3: error: unknown key `overlaps`; did you mean `overlap`?
          overlaps: 2
          ^^^^^^^^
        q.yaml:14:25: error: `features[1].words` goes from 2 down to 1; write [1, 2]
        - {id: tfidf.v1, words: [2, 1], dimensions: 1000}
                                ^
        q.yaml:14:45: error: `features[1].dimensions` must be a power of two from 1024 to 4194304, not `1000`
        - {id: tfidf.v1, words: [2, 1], dimensions: 1000}
                                                    ^^^^
        q.yaml:15:1: error: unknown key `sed`; did you mean `seed`?
        sed: 7
        ^^^
        """

    @Test func `Many different mistakes are all reported at once, in the order of the file`() {
        let diagnostics = QueueFile.read(text: GoldenTests.file, name: "q.yaml").diagnostics
        #expect(diagnostics.map(\.text).joined(separator: "\n") == GoldenTests.expected)
        #expect(diagnostics.count >= 10)
    }
}
