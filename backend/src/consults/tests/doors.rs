//! Whose call is whose.
use super::*;
use crate::consults::reach::{self, Ask, Standing};
use crate::consults::{closing, pathways as lines, queries, thread};
use crate::{Fault, both};

both! {
    async fn a_call_is_there_for_its_two_people_and_for_nobody_else(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        let stands = async |short: &str| reach::consult(w.cx.db(), &w.viewer(short).await.unwrap(), call).await.map(|r| r.standing);
        assert_eq!(stands("amara").await, Ok(Standing::Caller));
        assert_eq!(stands("odile").await, Ok(Standing::Rung));
        assert_eq!(stands("gilles").await, Err(Fault::Missing), "not rung yet");
        assert_eq!(stands("benoit").await, Err(Fault::Missing));
        assert_eq!(stands("leo").await, Err(Fault::Missing));
        assert_eq!(stands("corinne").await, Ok(Standing::Outline));
        assert_eq!(stands("ada").await, Err(Fault::Refused("refused-consult")), "break-glass is not built");
        let benoit = w.viewer("benoit").await.unwrap();
        for done in [
            calling::answer(&w.cx, &benoit, call).await,
            calling::pass_on(&w.cx, &benoit, call, None).await,
            calling::give_up(&w.cx, &benoit, call).await,
            calling::hang_up(&w.cx, &benoit, call).await,
            closing::close(&w.cx, &benoit, call, &Default::default()).await,
            closing::close_out(&w.cx, &benoit, call, &Default::default()).await,
            closing::reflect(&w.cx, &benoit, call, "a", "b", false).await,
            closing::feedback(&w.cx, &benoit, call, "5", "", false).await,
            closing::follow_up(&w.cx, &benoit, call, "better").await,
            thread::say(&w.cx, &benoit, call, w.cx.new_id(), "Hello", false).await,
            queries::call(&w.cx, &benoit, call, Default::default()).await.map(|_| ()),
        ] {
            assert_eq!(done, Err(Fault::Missing));
        }
    }

    async fn before_it_is_answered_nobody_learns_who_calls_and_after_closing_the_words_are_the_callers(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let (amara, odile, corinne) = (w.viewer("amara").await.unwrap(), w.viewer("odile").await.unwrap(), w.viewer("corinne").await.unwrap());
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        thread::say(&w.cx, &amara, call, w.cx.new_id(), "Two questions about a syringe driver", false).await.unwrap();
        let seen = async |who| queries::call(&w.cx, who, call, Default::default()).await.unwrap();
        let rung = seen(&odile).await;
        assert_eq!((rung.caller, rung.community.as_str(), rung.thread.len(), rung.video, rung.line.region.as_str()), (None, "", 0, None, "Northern Health"));
        assert!(rung.may_answer);
        let outline = seen(&corinne).await;
        assert_eq!((outline.caller, outline.community.as_str(), outline.thread.len(), outline.may_answer), (None, "", 0, false));
        assert!(outline.hops.iter().all(|h| h.name.is_none()));
        calling::answer(&w.cx, &odile, call).await.unwrap();
        let answered = seen(&odile).await;
        assert_eq!((answered.caller.as_deref(), answered.community.as_str(), answered.thread.len()), (Some("Amara Okafor"), "Vanderhoof", 1));
        let typed = closing::Closing { kind: "review".into(), reason: "pain".into(), outcome: "watched".into(), ..Default::default() };
        closing::close(&w.cx, &odile, call, &typed).await.unwrap();
        assert_eq!((seen(&odile).await.thread.len(), seen(&amara).await.thread.len()), (0, 1));
        assert_eq!(thread::say(&w.cx, &odile, call, w.cx.new_id(), "One more thing", false).await, Err(Fault::Conflict("conflict-call-closed")));
    }

    async fn a_pathway_of_a_program_is_not_there_for_others_and_one_for_everyone_is(bench) {
        let w = world(&bench).await;
        let far = w.neighbour(false).await.unwrap();
        let petra = far.viewer("petra").await.unwrap();
        let (corinne, line) = (w.viewer("corinne").await.unwrap(), usual(&w).await);
        let open = async |viewer: &crate::Viewer, ask| reach::pathway(w.cx.db(), viewer, line, ask).await.map(|_| ());
        assert_eq!((open(&petra, Ask::Request).await, open(&petra, Ask::Queue).await), (Ok(()), Err(Fault::Refused("refused-role"))));
        let (_, form, version, _) = lines::stored(&w.cx, &corinne, line).await.unwrap();
        lines::change(&w.cx, &corinne, line, version, &Form { opens_to: "program".into(), ..form }).await.unwrap();
        assert_eq!(open(&petra, Ask::See).await, Err(Fault::Missing));
        assert_eq!(open(&w.viewer("amara").await.unwrap(), Ask::Request).await, Ok(()));
        assert_eq!(open(&w.viewer("leo").await.unwrap(), Ask::Roster).await, Err(Fault::Refused("refused-role")));
        assert_eq!(open(&w.viewer("leo").await.unwrap(), Ask::Figures).await, Ok(()));
        assert_eq!(open(&w.viewer("odile").await.unwrap(), Ask::Request).await, Err(Fault::Refused("refused-role")), "who only answers does not call");
    }
}
