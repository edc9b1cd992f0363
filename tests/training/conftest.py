from __future__ import annotations

from pathlib import Path

import pytest

# Two paragraphs in the format of the treebanks: a contraction, a hyphen, a name with a title.
CONLLU = """\
# newdoc id = invented
# newpar
# sent_id = 1
1-2\tIt's\t_\t_\t_\t_\t_\t_\t_\t_
1\tIt\tit\tPRON\tPRP\tNumber=Sing\t4\tnsubj\t_\t_
2\t's\tbe\tAUX\tVBZ\tTense=Pres\t4\tcop\t_\t_
3\ta\ta\tDET\tDT\t_\t4\tdet\t_\t_
4\tstart\tstart\tNOUN\tNN\tNumber=Sing\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# sent_id = 2
1\tMayor\tMayor\tPROPN\tNNP\tNumber=Sing\t2\tnmod:desc\t_\tEntity=(1-person-new-sss-cf1-1-coref
2\tMira\tMira\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\t_
3\tOld\told\tADJ\tNNP\tDegree=Pos\t2\tflat\t_\tEntity=1)
4\tleft\tleave\tVERB\tVBD\tTense=Past\t0\troot\t_\t_

# newpar
# sent_id = 3
1\twell\twell\tADV\tRB\t_\t3\tadvmod\t_\t_
2\t-\t-\tPUNCT\tHYPH\t_\t3\tpunct\t_\t_
3\tknown\tknown\tADJ\tJJ\t_\t4\tamod\t_\t_
4\tLima\tLima\tPROPN\tNNP\tNumber=Sing\t0\troot\t_\tEntity=(2-place-new-sss-cf2-1-sgl)
"""


@pytest.fixture
def conllu(tmp_path: Path) -> Path:
    path = tmp_path / "invented.conllu"
    path.write_text(CONLLU + "\n", encoding="utf-8")
    return path
