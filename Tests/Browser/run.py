"""Runs every browser test; prints a line for each, and ends with a failure if one failed."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import browser


class Lines(unittest.TextTestResult):
    def startTest(self, test):
        unittest.TestResult.startTest(self, test)

    def _line(self, test, word):
        print(f"{word}: {test.shortDescription() or test}", flush=True)

    def addSuccess(self, test):
        self._line(test, "passed")

    def addFailure(self, test, error):
        self._line(test, "failed")
        unittest.TestResult.addFailure(self, test, error)

    def addError(self, test, error):
        self._line(test, "failed")
        unittest.TestResult.addError(self, test, error)

    def addSubTest(self, test, subtest, error):
        if error is not None:
            print(f"failed: {subtest.shortDescription()} {dict(subtest.params)}", flush=True)
        unittest.TestResult.addSubTest(self, test, subtest, error)


tests = unittest.defaultTestLoader.discover(str(pathlib.Path(__file__).parent))
if len(sys.argv) > 1:
    unittest.defaultTestLoader.testNamePatterns = [f"*{word}*" for word in sys.argv[1:]]
    tests = unittest.defaultTestLoader.discover(str(pathlib.Path(__file__).parent))
result = unittest.TextTestRunner(resultclass=Lines, verbosity=0, stream=sys.stdout).run(tests)
browser.close()
sys.exit(0 if result.wasSuccessful() else 1)
