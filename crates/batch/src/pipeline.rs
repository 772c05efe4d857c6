//! Work on many threads, results in order, and no more of them waiting than fits.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Items for each thread that may be begun and not yet handed over.
const BEGUN: usize = 64;

/// Those that may be begun whatever they weigh, so that threads with large items do not wait for each
/// other.
const FEW: usize = 4;

/// A thread begins so many items before it goes on with the first, unless they weigh more than twice what may wait: the code
/// of both parts of the work is more than a processor has at hand.
const TOGETHER: usize = 16;

/// The parts of a pipeline, and what may wait between them.
pub(crate) struct Pipeline<N, B, W, H> {
    /// Gives the next item. One thread at a time.
    pub(crate) next: N,
    /// Begins the work on an item. All threads.
    pub(crate) begin: B,
    /// Makes a result of an item that was begun. The thread that began it.
    pub(crate) work: W,
    /// Takes the results in the order of the items. One thread at a time; an error ends the run.
    pub(crate) hand_over: H,
    /// Results for each thread that may wait for an earlier one, in bytes.
    pub(crate) waiting: usize,
}

/// What is waiting.
pub(crate) trait Weighs {
    /// The memory it holds, in bytes, about.
    fn weight(&self) -> usize;
}

impl<N, B, W, H> Pipeline<N, B, W, H> {
    /// Runs on `jobs` threads, this one among them, to the end, or until `stop` is true and what was
    /// begun is done. Memory is bounded by the threads and their largest items: who would run ahead
    /// too far waits.
    ///
    /// # Errors
    /// The first of `hand_over`.
    pub(crate) fn run<T, U, R, E>(self, jobs: usize, stop: &AtomicBool) -> Result<(), E>
    where
        N: FnMut() -> Option<T> + Send,
        B: Fn(T) -> U + Sync,
        W: Fn(U) -> R + Sync,
        U: Weighs,
        H: FnMut(R) -> Result<(), E> + Send,
        R: Weighs + Send,
        E: Send,
    {
        let shared = Shared {
            next: Mutex::new((self.next, 0)),
            begin: self.begin,
            work: self.work,
            hand_over: Mutex::new(self.hand_over),
            queue: Mutex::new(Queue::default()),
            moved: Condvar::new(),
            waiting: self.waiting * jobs,
            together: self.waiting * 2,
            jobs,
            stop,
        };
        std::thread::scope(|scope| {
            for _ in 1..jobs {
                scope.spawn(|| shared.go());
            }
            shared.go();
        });
        let queue = shared.queue.into_inner().unwrap_or_else(PoisonError::into_inner);
        queue.error.map_or(Ok(()), Err)
    }
}

struct Shared<'s, N, B, W, H, R, E> {
    /// The source, and how many items it gave.
    next: Mutex<(N, u64)>,
    begin: B,
    work: W,
    hand_over: Mutex<H>,
    queue: Mutex<Queue<R, E>>,
    /// The queue became shorter, or the run ends.
    moved: Condvar,
    /// Bytes of results that may wait.
    waiting: usize,
    /// Bytes of items that a thread begins before it goes on.
    together: usize,
    jobs: usize,
    stop: &'s AtomicBool,
}

/// Results that wait for their turn.
struct Queue<R, E> {
    /// From the next that is to be handed over.
    waiting: VecDeque<Option<R>>,
    /// The number of that one.
    first: u64,
    weight: usize,
    /// Whether a thread is handing over.
    busy: bool,
    /// Threads that wait for it to become shorter: to wake none costs a system call too.
    sleeping: usize,
    ended: bool,
    error: Option<E>,
}

impl<R, E> Default for Queue<R, E> {
    fn default() -> Self {
        let waiting = VecDeque::new();
        Self { waiting, first: 0, weight: 0, busy: false, sleeping: 0, ended: false, error: None }
    }
}

impl<N, B, W, H, R, E> Shared<'_, N, B, W, H, R, E> {
    fn go<T, U>(&self)
    where
        N: FnMut() -> Option<T>,
        B: Fn(T) -> U,
        W: Fn(U) -> R,
        H: FnMut(R) -> Result<(), E>,
        U: Weighs,
        R: Weighs,
    {
        let _ends = EndsOnPanic(self);
        let mut begun = Vec::with_capacity(TOGETHER);
        while let Some((number, item)) = self.take() {
            begun.push((number, (self.begin)(item)));
            let mut bytes = begun[0].1.weight();
            while begun.len() < TOGETHER
                && bytes < self.together
                && let Some((number, item)) = self.take_now()
            {
                let item = (self.begin)(item);
                bytes += item.weight();
                begun.push((number, item));
            }
            for (number, item) in begun.drain(..) {
                self.give(number, (self.work)(item));
            }
        }
    }

    /// The next item with its number, when it may begin.
    fn take<T>(&self) -> Option<(u64, T)>
    where
        N: FnMut() -> Option<T>,
    {
        let mut source = lock(&self.next);
        if self.may_begin(source.1) { self.give_next(&mut source) } else { None }
    }

    /// The same where it may begin at once: who has begun another item waits for nobody.
    fn take_now<T>(&self) -> Option<(u64, T)>
    where
        N: FnMut() -> Option<T>,
    {
        let mut source = self.next.try_lock().ok()?;
        let queue = lock(&self.queue);
        if queue.ended || self.is_too_far(source.1, &queue) {
            return None;
        }
        drop(queue);
        self.give_next(&mut source)
    }

    fn give_next<T>(&self, source: &mut (N, u64)) -> Option<(u64, T)>
    where
        N: FnMut() -> Option<T>,
    {
        if self.stop.load(Ordering::Relaxed) {
            return None;
        }
        let number = source.1;
        let item = (source.0)()?;
        source.1 += 1;
        Some((number, item))
    }

    /// Waits until the item of this number may begin; false when the run has ended. The first of all
    /// that are not handed over is never waiting here, so the others get their turn.
    fn may_begin(&self, number: u64) -> bool {
        let too_far = |queue: &mut Queue<R, E>| !queue.ended && self.is_too_far(number, queue);
        let mut queue = lock(&self.queue);
        if too_far(&mut queue) {
            queue.sleeping += 1;
            let waited = self.moved.wait_while(queue, too_far);
            queue = waited.unwrap_or_else(PoisonError::into_inner);
            queue.sleeping -= 1;
        }
        !queue.ended
    }

    /// Whether so many items before this one are not handed over that it may not begin.
    fn is_too_far(&self, number: u64, queue: &Queue<R, E>) -> bool {
        let begun = number - queue.first;
        let most = if queue.weight > self.waiting { FEW } else { BEGUN };
        begun >= (most * self.jobs) as u64
    }

    /// Puts a result in its place, and hands over all whose turn it is, unless another thread is
    /// doing that: it will see this one too.
    fn give(&self, number: u64, result: R)
    where
        H: FnMut(R) -> Result<(), E>,
        R: Weighs,
    {
        let mut queue = lock(&self.queue);
        queue.weight += result.weight();
        let place = usize::try_from(number - queue.first).unwrap_or(usize::MAX);
        if queue.waiting.len() <= place {
            queue.waiting.resize_with(place + 1, || None);
        }
        queue.waiting[place] = Some(result);
        if queue.busy {
            return;
        }
        queue.busy = true;
        let mut hand_over = lock(&self.hand_over);
        while !queue.ended
            && let Some(result) = queue.waiting.front_mut().and_then(Option::take)
        {
            queue.waiting.pop_front();
            queue.first += 1;
            drop(queue);
            let weight = result.weight();
            let handed = hand_over(result);
            queue = lock(&self.queue);
            queue.weight -= weight;
            if let Err(error) = handed {
                queue.error = Some(error);
                queue.ended = true;
            }
            if queue.sleeping > 0 {
                self.moved.notify_all();
            }
        }
        queue.busy = false;
    }
}

/// Threads that wait for one that will not come are sent home.
struct EndsOnPanic<'p, 's, N, B, W, H, R, E>(&'p Shared<'s, N, B, W, H, R, E>);

impl<N, B, W, H, R, E> Drop for EndsOnPanic<'_, '_, N, B, W, H, R, E> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            lock(&self.0.queue).ended = true;
            self.0.moved.notify_all();
        }
    }
}

/// A thread that panicked while it held a lock has left nothing half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    /// Bytes for each thread that may wait.
    const WAITING: usize = 1000;

    struct Number(u64, usize);

    impl Weighs for Number {
        fn weight(&self) -> usize {
            self.1
        }
    }

    /// Numbers through a pipeline; how many were begun and not yet handed over, at most.
    fn run(jobs: usize, weight: usize, until: u64) -> (Vec<u64>, usize) {
        let (begun, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut numbers = 0..1000;
        let mut out = Vec::new();
        let pipeline = Pipeline {
            next: || {
                let number = numbers.next()?;
                most.fetch_max(begun.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
                Some(number)
            },
            begin: |number: u64| Number(number, weight),
            work: |Number(number, _): Number| {
                // Every seventh is slow.
                let spins = if number.is_multiple_of(7) { 20_000 } else { 10 };
                (0..spins).for_each(|_| std::hint::spin_loop());
                Number(number, weight)
            },
            hand_over: |result: Number| {
                begun.fetch_sub(1, Ordering::Relaxed);
                out.push(result.0);
                if result.0 == until { Err(()) } else { Ok(()) }
            },
            waiting: WAITING,
        };
        let ended = pipeline.run(jobs, &AtomicBool::new(false));
        assert_eq!(ended.is_err(), until < 1000);
        (out, most.into_inner())
    }

    #[test]
    fn results_are_in_the_order_of_the_items() {
        for jobs in [1, 2, 8] {
            let (out, most) = run(jobs, 1, 1000);
            assert!(out.iter().copied().eq(0..1000));
            assert!(most <= BEGUN * jobs, "{most}");
        }
    }

    #[test]
    fn heavy_results_do_not_pile_up() {
        let (out, most) = run(4, WAITING * 4 + 1, 1000);
        assert_eq!(out.len(), 1000);
        assert!(most <= FEW * 4, "{most}");
    }

    #[test]
    fn an_error_ends_the_run() {
        let (out, _) = run(4, 1, 500);
        assert!(out.iter().copied().eq(0..=500));
    }

    #[test]
    fn what_was_begun_is_handed_over_when_it_is_stopped() {
        let stop = AtomicBool::new(false);
        let mut out = 0;
        let pipeline = Pipeline {
            next: || Some(1),
            begin: |number: u64| Number(number, 1),
            work: |number: Number| number,
            hand_over: |_| -> Result<(), ()> {
                out += 1;
                stop.store(out >= 10, Ordering::Relaxed);
                Ok(())
            },
            waiting: WAITING,
        };
        pipeline.run(2, &stop).unwrap();
        assert!((10..10 + 2 * BEGUN).contains(&out), "{out}");
    }
}
