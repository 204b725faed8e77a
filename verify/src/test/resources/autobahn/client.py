# The Autobahn suite as a fuzzing client, under Jython: client.py JAR URL CASES WITHOUT, with CASES and WITHOUT such as "1.*,2.1".
# Prints a line for each case: its name, the verdict, the verdict on the closing, milliseconds.
import sys

# Not by python.path: Jython would take the jar's site.py, which belongs to setuptools, for its own.
sys.path.insert(0, sys.argv[1])

from autobahntestsuite import fuzzing
from twisted.internet import reactor


class Client(fuzzing.FuzzingClientFactory):
    def logCase(self, result):
        sys.stdout.write("case %s|%s|%s|%d|%s\n" % (result["id"], result["behavior"], result["behaviorClose"],
                                                    result["duration"], result["result"].replace("\n", " ")))
        sys.stdout.flush()

    def createReports(self, produceHtml=True, produceJson=True):
        pass


def names(text):
    return [name for name in text.split(",") if name]


url, cases, without = sys.argv[2:5]
Client({"outdir": ".", "servers": [{"agent": "netjar", "url": url}], "cases": names(cases),
        "exclude-cases": names(without), "exclude-agent-cases": {}})
reactor.run()
