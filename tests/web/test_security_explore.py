import pytest, json
from urllib.parse import quote, urlencode

from tests.web.routes import lived_in
from tests.web.offices import _TOKEN

ODD = ["%00","a%00b",str(2**63-1),str(2**63),str(2**70),"9"*5000,"-1","0","٣٣","%D9%A3","%F0%9F","%ED%A0%80","%E2%80%AE","%C2%85","%0D%0Ax","%20","..%2f..%2fetc","%2e%2e","'%22;","%3Cscript%3E","x"*10000,"%FF%FE","%25","%5C","con","None","__class__","%E2%80%A8", "a:b", "%EF%BF%BF"]

def test_get(rig):
    house = lived_in(rig)
    out=[]
    for rule in house.rules("GET"):
        for name in rule.arguments:
            for odd in ODD:
                path = house.path(rule, **{name: odd})
                try:
                    a = house.browser.get(path)
                    if a.status_code>=500: out.append((rule.endpoint,name,odd[:30],a.status_code))
                except Exception as e:
                    out.append((rule.endpoint,name,odd[:30],repr(e)[:200]))
    for o in out: print(o)
    for rule in house.rules("GET"):
        a=house.browser.get(house.path(rule)); print(rule.endpoint, a.status_code)

def test_post(rig):
    house = lived_in(rig)
    token=_TOKEN.search(house.browser.get("/help").text)[1]
    out=[]
    for rule in house.rules("POST"):
        if rule.endpoint in ("door.sign_out",): continue
        for name in rule.arguments:
            for odd in ODD:
                path = house.path(rule, **{name: odd})
                try:
                    a = house.browser.post(path, data={"csrf_token":token,"base":"1","do":"save"})
                    if a.status_code>=500: out.append((rule.endpoint,name,odd[:30],a.status_code))
                except Exception as e:
                    out.append((rule.endpoint,name,odd[:30],repr(e)[:200]))
    for o in out: print(o)
    for rule in house.rules("POST"):
        if rule.endpoint in ("door.sign_out",): continue
        a=house.browser.post(house.path(rule), data={"csrf_token":token,"base":"1","do":"save"}); print(rule.endpoint, a.status_code)
