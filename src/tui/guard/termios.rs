//! The modes of a Unix terminal (termios), encoded as an argument.

use std::io::{self, stdout};

use rustix::termios::{
    ControlModes, InputModes, LocalModes, OptionalActions, OutputModes, tcgetattr, tcsetattr,
};

/// The modes of the terminal on standard output.
pub fn read() -> io::Result<String> {
    let modes = tcgetattr(stdout())?;
    Ok(format!(
        "{:x}:{:x}:{:x}:{:x}",
        modes.input_modes.bits(),
        modes.output_modes.bits(),
        modes.control_modes.bits(),
        modes.local_modes.bits()
    ))
}

/// Sets the modes of the terminal on standard output; `None` where there is no terminal, or the text is no
/// modes.
pub fn set(modes: &str) -> Option<()> {
    let mut now = tcgetattr(stdout()).ok()?;
    let mut words = modes.split(':').map(|word| u32::from_str_radix(word, 16).ok());
    now.input_modes = InputModes::from_bits_retain(words.next()??);
    now.output_modes = OutputModes::from_bits_retain(words.next()??);
    now.control_modes = ControlModes::from_bits_retain(words.next()??);
    now.local_modes = LocalModes::from_bits_retain(words.next()??);
    tcsetattr(stdout(), OptionalActions::Now, &now).ok()
}
