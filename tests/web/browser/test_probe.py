import time
from playwright.sync_api import expect
from tests.web.browser.seats import Office
from logistics.operations.accounts import Role
from tests.web.offices import DIALOGUE
from pathlib import Path
import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()

def test_probe(office: Office) -> None:
    office.rig.take_in()
    t=time.time()
    seat = office.seat(Role.APPROVER)
    print("seat", time.time()-t)
    for path in ("/", "/events", f"/events/{DIALOGUE}", f"/events/{DIALOGUE}/edit/sessions", f"/events/{DIALOGUE}/edit/people", f"/events/{DIALOGUE}/timeline", f"/events/{DIALOGUE}/advisory", "/help"):
        t=time.time()
        seat.open(path)
        t1=time.time()
        seat.page.evaluate(AXE)
        t2=time.time()
        r=seat.page.evaluate("axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21aa','wcag22aa'], resultTypes:['violations'], elementRef:false, preload:false})")
        t3=time.time()
        seat.page.emulate_media(color_scheme="dark")
        r2=seat.page.evaluate("axe.run(document, {runOnly: {type:'rule', values:['color-contrast']}, resultTypes:['violations'], preload:false})")
        t4=time.time()
        seat.page.emulate_media(color_scheme="light")
        seat.page.set_viewport_size({"width":320,"height":640})
        w=seat.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        r3=seat.page.evaluate("axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21aa','wcag22aa'], resultTypes:['violations'], elementRef:false, preload:false})")
        t5=time.time()
        seat.page.set_viewport_size({"width":1280,"height":900})
        print(path, "nav %.2f inj %.2f axe %.2f dark %.2f narrow %.2f"%(t1-t,t2-t1,t3-t2,t4-t3,t5-t4), w)
        for x in (r,r2,r3):
            for v in x["violations"]:
                print("   ", v["id"], len(v["nodes"]), v["nodes"][0]["html"][:150], v["nodes"][0]["failureSummary"][:200])
