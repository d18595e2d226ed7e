//! Unread marks that do not lie.

use super::*;
use crate::forum::reading;

impl Forum {
    async fn unread(&self, who: &str) -> u64 {
        queries::unread_total(&self.world.cx, &self.who(who).await, self.world.cohort).await.unwrap()
    }

    async fn read(&self, who: &str, page: u64) {
        let shown = self.page(who, page).await;
        reading::shown(&self.world.cx, &self.who(who).await, &shown).await.unwrap();
    }
}

crate::both! {
    async fn what_was_not_shown_stays_unread_and_ones_own_is_read(bench) {
        let f = Forum::new(&bench).await;
        assert_eq!((f.unread("amara").await, f.unread("benoit").await), (0, 1));
        let page = f.page("benoit", 1).await;
        f.say("fatima", None, "While he was reading").await;
        assert_eq!(f.unread("benoit").await, 2, "looking at lists marks nothing");
        reading::shown(&f.world.cx, &f.who("benoit").await, &page).await.unwrap();
        assert_eq!(f.unread("benoit").await, 1, "the mark moves to the newest post shown, never beyond");
        f.say("benoit", None, "His own").await;
        assert_eq!(f.unread("benoit").await, 1);
        f.read("benoit", 1).await;
        assert_eq!(f.unread("benoit").await, 0);
        assert_eq!(f.unread("amara").await, 2);
        assert_eq!(f.unread("leo").await, 0, "a lead reads nothing here");
    }

    async fn a_late_reply_on_the_first_page_does_not_hide_the_second(bench) {
        let f = Forum::new(&bench).await;
        let early = f.say("amara", None, "seq 2").await;
        for n in 3..=60 {
            f.say("amara", None, &format!("seq {n}")).await;
        }
        f.say("amara", Some(early), "seq 61, shown on the first page").await;
        assert_eq!(f.unread("benoit").await, 61);
        assert_eq!(f.page("benoit", 1).await.pages, 2);
        f.read("benoit", 1).await;
        assert_eq!(f.unread("benoit").await, 11, "50 were shown, the late one among them");
        let ben = f.who("benoit").await;
        let (first, page) = queries::first_unread(&f.world.cx, &ben, &f.world.slug, f.thread).await.unwrap().unwrap();
        assert_eq!(page, 2);
        let second = f.page("benoit", 2).await;
        assert_eq!((second.posts[0].id, second.posts[0].seq, second.thread.unread), (first, 50, 11));
        assert!(second.posts.iter().all(|p| p.unread));
        f.read("benoit", 2).await;
        assert_eq!(f.unread("benoit").await, 0);
        assert!(queries::first_unread(&f.world.cx, &ben, &f.world.slug, f.thread).await.unwrap().is_none());
        f.say("amara", None, "seq 62").await;
        assert_eq!(f.unread("benoit").await, 1);
        assert_eq!(queries::thread(&f.world.cx, &ben, &f.world.slug, f.thread, 3).await.unwrap_err(), Fault::Missing);
    }

    async fn reading_the_second_page_first_keeps_the_first_unread(bench) {
        let f = Forum::new(&bench).await;
        for n in 2..=60 {
            f.say("amara", None, &format!("seq {n}")).await;
        }
        f.read("benoit", 2).await;
        assert_eq!(f.unread("benoit").await, 50);
        f.read("benoit", 1).await;
        assert_eq!(f.unread("benoit").await, 0);
    }

    async fn a_deleted_or_hidden_post_is_nothing_to_read(bench) {
        let f = Forum::new(&bench).await;
        let (cx, slug) = (&f.world.cx, f.world.slug.as_str());
        let a = f.say("amara", None, "a").await;
        let b = f.say("amara", None, "b").await;
        f.say("amara", None, "c").await;
        commands::delete(cx, &f.who("amara").await, slug, a).await.unwrap();
        crate::forum::moderation::hide(cx, &f.who("fatima").await, slug, b, "Names a village").await.unwrap();
        assert_eq!(f.unread("benoit").await, 2);
        f.read("benoit", 1).await;
        assert_eq!(f.unread("benoit").await, 0);
    }

    async fn all_read_means_all_that_the_list_showed(bench) {
        let f = Forum::new(&bench).await;
        let (cx, slug, ben) = (&f.world.cx, f.world.slug.as_str(), f.who("benoit").await);
        let looked = queries::index(cx, &ben, slug).await.unwrap();
        assert_eq!((looked.unread, looked.recent[0].unread, looked.boards[1].unread), (1, 1, 1));
        bench.clock.pass(chrono::Duration::seconds(5));
        f.say("amara", None, "Written while he looked").await;
        reading::mark_all(cx, &ben, slug, None, Some(looked.at)).await.unwrap();
        assert_eq!(f.unread("benoit").await, 1);
        let elsewhere = boards::id_of(f.world.cohort, "resources");
        reading::mark_all(cx, &ben, slug, Some(elsewhere), None).await.unwrap();
        assert_eq!(f.unread("benoit").await, 1);
        reading::mark_all(cx, &ben, slug, Some(f.board), None).await.unwrap();
        assert_eq!(f.unread("benoit").await, 0);
        reading::mark_all(cx, &ben, slug, None, Some(looked.at)).await.unwrap();
        assert_eq!(f.unread("benoit").await, 0, "a mark never goes back");
    }
}
