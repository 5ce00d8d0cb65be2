"""The functions that ODK XForms adds to XPath 1.0, one table for each group of its specification."""

from __future__ import annotations

import pytest

from tests.forms.xpath.tables import Case, cases, check

XML = """
<data version="7"><pus>120</pus><blank/><multi>bkb bkr  bkl</multi><one>bkb</one>
<rep><v>3</v><w>2</w><name>a</name></rep><rep><v/><w>5</w><name>b</name></rep><rep><v>-1</v><w>1</w><name/></rep>
<shape>0 0 0 0;0 1 0 0;1 1 0 0;1 0 0 0;0 0 0 0</shape><point>0.5 0.5 0 0</point>
<pts><p>0 0 0 0</p><p>0 1 0 0</p><p>1 1 0 0</p></pts>
<instance id="desa"><root>
<item><name>1304</name><label>Payo</label><kec>a</kec></item>
<item><name>1305</name><label>Kinali</label><kec>b</kec></item>
<item><name>1306</name><label>Talamau</label><kec>a</kec></item></root></instance>
<itext><translation lang="id" default="true()"><text id="q"><value form="short">sgkt</value><value>Nama</value></text>
</translation><translation lang="en"><text id="q"><value>Name</value></text></translation></itext></data>"""

LOGIC = """
if(1 = 1, 'y', 'n')                             'y'
if('', 'y', 'n')                                'n'
if(/data/blank = '', 1, 2)                      1
if(true(), /data/pus, wrong())                  [120]
if(false(), wrong(), 3)                         3
if(true(), wrong(), 3)                          error
if(1, 2)                                        error
coalesce('', 'b')                               'b'
coalesce('a', 'b')                              'a'
string(coalesce(/data/blank, /data/pus))        '120'
coalesce(number('x'), 4)                        4
coalesce('', '')                                ''
coalesce('', '', 'c')                           'c'
coalesce('a', wrong())                          'a'
coalesce(false(), 'b')                          false
coalesce(0, 'b')                                0
boolean-from-string('true')                     true
boolean-from-string('1')                        true
boolean-from-string(1)                          true
boolean-from-string('false')                    false
boolean-from-string('0')                        false
boolean-from-string('yes')                      false
boolean-from-string('')                         false
"""
STRINGS = """
regex('0812345', '[0-9]+')                      true
regex('0812345', '[0-9]{3}')                    false
regex('abc', 'ABC')                             false
regex('abc', '(?i)ABC')                         true
regex('', '')                                   true
regex('a', '')                                  false
regex(/data/pus, '^[0-9]{1,3}$')                true
regex('Ülo', '\\w+')                            false
regex('Ülo', '\\p{L}+')                         true
regex('a.b', 'a\\.b')                           true
regex('a', '(?=a)a')                            error
regex('aa', '(a)\\1')                           error
regex('a', '[')                                 error
ends-with('kampung', 'ung')                     true
ends-with('kampung', 'kam')                     false
ends-with('kampung', '')                        true
substr('kampung', 0, 3)                         'kam'
substr('kampung', 3)                            'pung'
substr('kampung', -4)                           'pung'
substr('kampung', -4, -1)                       'pun'
substr('kampung', 2, 1)                         ''
substr('kampung', 0, 99)                        'kampung'
substr('kampung', 99)                           ''
substr('kampung', -99, 2)                       'ka'
join(',', 'a', 'b')                             'a,b'
join(', ', /data/rep/name)                      'a, b, '
join('-', 1, true(), 'x')                       '1-true-x'
join(',')                                       ''
join('', /data/rep/w)                           '251'
concat(/data/rep/w)                             '251'
concat(/data/rep/w, 'x')                        '251x'
string-length(join(',', /data/rep/v))           5
jr:itext('q')                                   [Nama; sgkt]
string(jr:itext('none'))                        ''
"""
NUMBERS = """
int(2.9)                                        2
int(-2.9)                                       -2
int('7.5')                                      7
int('x')                                        NaN
int('')                                         NaN
round(2.345, 2)                                 2.35
round(2.5, 0)                                   3
round(1234.5, -2)                               1200
round(1250, -2)                                 1300
round(-2.5)                                     -2
round('2,55', 1)                                2.6
round(1, 'x')                                   NaN
abs(-3)                                         3
abs('x')                                        NaN
pow(2, 10)                                      1024
pow(2, -1)                                      0.5
pow(-8, 1 div 3)                                NaN
pow(0, -1)                                      Infinity
pow(10, 999)                                    Infinity
sqrt(9)                                         3
sqrt(-1)                                        NaN
exp(0)                                          1
exp(1000)                                       Infinity
exp10(3)                                        1000
log(1)                                          0
log(0)                                          -Infinity
log(-1)                                         NaN
log10(1000)                                     3
round(sin(pi() div 2), 6)                       1
round(cos(pi()), 6)                             -1
round(tan(pi() div 4), 6)                       1
asin(2)                                         NaN
round(asin(1) * 2 - pi(), 6)                    0
acos(1)                                         0
atan(0)                                         0
round(atan2(1, 1) * 4 - pi(), 6)                0
round(pi(), 5)                                  3.14159
sum(/data/rep/v)                                2
sum(/data/rep/w)                                8
sum(/data/none)                                 0
max(/data/rep/w)                                5
min(/data/rep/w)                                1
max(/data/rep/v)                                3
min(/data/rep/v)                                -1
max(1, 5, 3)                                    5
min(1, 5, -3)                                   -3
max('x')                                        NaN
max()                                           NaN
min(/data/none)                                 NaN
random() >= 0 and random() < 1                  true
"""
NODES = """
count(/data/rep)                                3
count(/data/rep[v > 0])                         1
count-non-empty(/data/rep/v)                    2
count-non-empty(/data/rep/name)                 2
count-non-empty(/data/rep)                      3
count-non-empty(/data/none)                     0
count-non-empty('a')                            error
position(/data/rep[2])                          2
position(/data/rep[v = -1])                     3
position(/data/pus)                             1
position(/data/none)                            NaN
indexed-repeat(/data/rep/w, /data/rep, 2)       [5]
indexed-repeat(/data/rep/w, /data/rep, 4)       []
indexed-repeat(/data/rep/w, /data/rep, 0)       []
indexed-repeat(/data/rep/w, /data/rep, 'x')     []
indexed-repeat(/data/rep/w, /data/rep)          error
instance('desa')/root/item/label                [Payo; Kinali; Talamau]
instance('desa')/root/item[kec = 'a']/name      [1304; 1306]
instance('desa')/root/item[name = 1305]/label   [Kinali]
instance('desa')/root/item[2]/label             [Kinali]
instance('desa')/root/item[last()]/label        [Talamau]
instance('none')/root                           error
pulldata('desa', 'label', 'name', '1306')       'Talamau'
pulldata('desa', 'label', 'name', '9')          ''
pulldata('desa', 'none', 'name', '1306')        ''
pulldata('desa', 'label', 'none', '1306')       ''
pulldata('desa', 'label', 'kec', 'a')           'Payo'
pulldata('none', 'label', 'name', 'x')          error
randomize(/data/rep/w, 42)                      [2; 5; 1]
randomize(/data/rep/w, '42')                    [2; 5; 1]
count(randomize(/data/rep))                     3
randomize(/data/none, 1)                        []
randomize('a')                                  error
count(current())                                1
"""
SELECTS = """
selected(/data/multi, 'bkr')                    true
selected(/data/multi, 'bk')                     false
selected(/data/multi, ' bkl ')                  true
selected(/data/one, 'bkb')                      true
selected(/data/blank, 'bkb')                    false
selected(/data/blank, '')                       true
selected('a b', 'a b')                          false
is-selected(/data/multi, 'bkb')                 true
selected-at(/data/multi, 0)                     'bkb'
selected-at(/data/multi, 2)                     'bkl'
selected-at(/data/multi, 3)                     ''
selected-at(/data/multi, -1)                    ''
selected-at(/data/multi, 'x')                   ''
count-selected(/data/multi)                     3
count-selected(/data/one)                       1
count-selected(/data/blank)                     0
count-selected('  a ')                          1
checklist(1, 2, 1, 0, 1)                        true
checklist(2, 2, 1 = 1, 2 = 2)                   true
checklist(2, 2, 1, 0)                           false
checklist(-1, 1, 1, 1)                          false
checklist(-1, -1)                               true
checklist(2, -1, /data/rep/v)                   true
checklist(3, -1, /data/rep/v)                   false
weighted-checklist(5, 5, 1, 5, 0, 7)            true
weighted-checklist(-1, 4, 1, 5)                 false
weighted-checklist(1, -1, 1, 0.5, 1, 0.5)       true
weighted-checklist(3, 3, /data/rep/v, /data/rep/w)  true
"""
PLACES = """
round(area(/data/shape) div 1000000)            12391
area('0 0;0 1;1 1;1 0;0 0') = area(/data/shape)  true
area('0 0;0 1')                                 0
area('x')                                       NaN
area('')                                        NaN
area('91 0;0 1;1 1')                            NaN
round(distance('0 0;0 1'))                      111319
round(distance('0 0', '0 1'))                   111319
round(distance(/data/pts/p))                    222638
round(distance('0 0;0 1;0 0'))                  222638
distance('0 0')                                 0
distance('')                                    NaN
distance('x')                                   NaN
distance('0 181;0 0')                           NaN
geofence(/data/point, /data/shape)              true
geofence('2 2', /data/shape)                    false
geofence('0.5 0.5', '0 0;0 1;1 1')              false
geofence('', /data/shape)                       false
geofence(/data/point, '')                       false
intersects('0 0;1 1;0 1;1 0')                   true
intersects(/data/shape)                         false
intersects('')                                  false
"""
DIGESTS = """
digest('abc', 'MD5', 'hex')                     '900150983cd24fb0d6963f7d28e17f72'
digest('abc', 'MD5')                            'kAFQmDzST7DWlj99KOF/cg=='
digest('abc', 'MD5', 'base64')                  'kAFQmDzST7DWlj99KOF/cg=='
digest('abc', 'SHA-1', 'hex')                   'a9993e364706816aba3e25717850c26c9cd0d89d'
digest('abc', 'sha-256', 'hex')                 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
substr(digest('abc', 'SHA-384', 'hex'), 0, 16)  'cb00753f45a35e8b'
substr(digest('abc', 'SHA-512', 'hex'), 0, 16)  'ddaf35a193617aba'
digest('', 'MD5', 'hex')                        'd41d8cd98f00b204e9800998ecf8427e'
digest('é', 'MD5', 'hex')                       '66ddcd97cfdeabb2f6fb8a999b4bc76f'
digest('abc', 'CRC', 'hex')                     error
digest('abc', 'MD5', 'octal')                   error
base64-decode('aGFsbw==')                       'halo'
base64-decode('w6k=')                           'é'
base64-decode('')                               ''
base64-decode('!')                              ''
string-length(uuid())                           36
regex(uuid(), '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}')  true
string-length(uuid(12))                         12
uuid(0)                                         ''
uuid(-1)                                        error
uuid(100000)                                    error
version()                                       '7'
"""


@pytest.mark.parametrize("case", cases(LOGIC + STRINGS + NUMBERS + NODES + SELECTS + PLACES + DIGESTS))
def test_odk_functions(case: Case) -> None:
    check(case, XML.strip(), dialect="collect")
